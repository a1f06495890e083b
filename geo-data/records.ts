/**
 * The records every import is made of: the readers produce them from files, the demo generator yields them directly.
 * Coordinates are WGS 84 longitude, latitude; geometry is not yet validated (the import repairs or rejects it, and says so).
 */
import type { Geometry, LineString, MultiLineString, MultiPolygon, Point, Polygon } from 'geojson'

/** Names of one thing: Chinese (or local) and, when known, English. */
type Named = { name: string; nameEn?: string }

export type AreaLevel = 'province' | 'city' | 'county' | 'town' | 'community'

export type AreaRecord = Named & {
  layer: 'areas'
  sourceId: string
  level: AreaLevel
  /** 12 digits, or absent where the source has none. */
  code?: string
  /** The parent by its id in the same source; found by containment when absent. */
  parentSourceId?: string
  geometry: Polygon | MultiPolygon
}

export type BuildingRecord = Partial<Named> & {
  layer: 'buildings'
  sourceId: string
  /** residential, apartments, house, dormitory, commercial, industrial, public, other … as the source says it. */
  use: string
  levels?: number
  /** Known households; estimated from use, levels and footprint when absent. */
  households?: number
  population?: number
  /** The residential compound (小区) it stands in. */
  compound?: string
  geometry: Polygon | MultiPolygon
}

/**
 * What ground is divided along (roads, rails, waters), and what joins parts over water (`link`).
 * Classes, strongest first: water `sea lake river canal stream`; rail `rail`; road
 * `motorway trunk primary secondary tertiary residential service lane path`; link `bridge ferry`.
 * A bridge is a road record with `bridge: true`; a ferry is a `link` record of class `ferry`.
 */
export type BarrierRecord = Partial<Named> & {
  layer: 'barriers'
  sourceId: string
  kind: 'water' | 'rail' | 'road' | 'link'
  class: string
  bridge?: boolean
  tunnel?: boolean
  geometry: LineString | MultiLineString | Polygon | MultiPolygon
}

/** A ready-made unit with its weights (units that come from a cadastre or a census, not from barriers). */
export type UnitRecord = Partial<Named> & {
  layer: 'units'
  sourceId: string
  households: number
  population?: number
  geometry: Polygon | MultiPolygon
}

/** A gridworker: a role, never a personal dossier. */
export type WorkerRecord = {
  layer: 'workers'
  sourceId: string
  label: string
  role: 'gridworker' | 'leader' | 'adviser' | 'police' | 'property'
  employment: 'full' | 'part'
  communityCode: string
  onDuty: boolean
  geometry: Point
}

export type IncidentRecord = {
  layer: 'incidents'
  sourceId: string
  /** 4 digits: class + subclass (class and subclass of the incident catalogue). */
  class: string
  severity: 'minor' | 'normal' | 'urgent' | 'critical'
  state: 'reported' | 'registered' | 'dispatched' | 'in_progress' | 'resolved' | 'closed'
  /** UTC, ISO 8601. */
  reportedAt: string
  closedAt?: string
  description: string
  geometry: Point
}

export type ImportRecord =
  | AreaRecord
  | BuildingRecord
  | BarrierRecord
  | UnitRecord
  | WorkerRecord
  | IncidentRecord

/** A feature that could not become a record: it is listed with its reason and place, never dropped silently. */
export type RejectedRecord = {
  layer: 'rejected'
  sourceId: string
  rule: string
  message: string
  place?: Geometry
}
