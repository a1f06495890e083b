import type { Appearance } from './appearance.ts'
import { INSIDE_JURISDICTION, jurisdictionBindings } from './jurisdiction.ts'
import type { LayerWrites } from './layer-writes.ts'
import { utcText } from './utc-text.ts'

/** A domain shows itself on the map by publishing one of these; `tiles` and `features` serve them. */
export type Layer = Readonly<{
  /** The collection's name in every address: lower case, hyphens. */
  name: string
  title: { en: string; zh: string }
  description: { en: string; zh: string }
  /**
   * SQL of the rows to show: must yield `id`, `geom` (4326), `geom_3857` and the properties in camelCase.
   * It must be a plain select over tables whose spatial indexes the planner can reach (no aggregate, no distinct).
   * A layer of visibility `jurisdiction` also yields `area_id`: the community the row belongs to, or its county.
   * A layer with `time` also yields `valid`, a tstzrange: when the row holds (a grid) or when what it tells of went on (an incident).
   */
  sql: string
  /** Values of the `:names` in `sql`, for the layers of one thing (a plan's own grids). */
  bindings?: Readonly<Record<string, string>>
  /** Names of the property columns of `sql`, with their types; a timestamp is a timestamptz, shown as UTC text. */
  properties: Readonly<Record<string, PropertyType>>
  geometryType: 'polygon' | 'line' | 'point' | 'mixed'
  minZoom: number
  maxZoom: number
  /** Who may see it: everybody who may read at all, or only inside the caller's jurisdiction. */
  visibility: 'public' | 'jurisdiction'
  /** `versions`: rows hold for a time, and without a question for another moment those of now are shown; `happenings`: all are. */
  time?: 'versions' | 'happenings'
  /** Whose changes change what is shown, as the change feed names them; a cached copy lives until one of them. */
  follows: readonly Followed[]
  /** The next moment at which what is shown changes though nobody writes. */
  nextChange?: NextChange
  /** What is shown never changes again (a published plan): a copy may be kept for ever. */
  isFrozen?: boolean
  /** How it is drawn in the styles that other maps use; without one it is in none. */
  appearance?: Appearance
  /** The layer that shows the same and more: a style of everything needs this one not. */
  isPartOf?: string
  /** How its features are made and changed one by one; without it they are not. */
  writes?: LayerWrites
  /** Where its features are changed instead, for those who try it here. */
  changedBy?: string
}>

/** `sql` gives the moment as `at`, null = never; `table` is the one whose changes may set another. */
export type NextChange = Readonly<{ sql: string; table: string }>

/** A table whose changes matter: one part of it, or wherever they are (not only in the place they tell). */
export type Followed = Readonly<{ table: string; scope?: string; anywhere?: boolean }>

export type PropertyType = 'string' | 'integer' | 'number' | 'boolean' | 'timestamp'

/** The layer as it is now: of versions those that hold at this moment. */
export function current(layer: Layer): Layer {
  if (layer.time !== 'versions') return layer
  return {
    ...layer,
    sql: /* sql */ `select versions.* from (${layer.sql}) as versions where versions.valid @> now()`,
  }
}

/**
 * The layer as a caller may see it: the same when it is public or the caller sees everything, else only the rows of
 * the caller's areas and what lies below them.
 */
export function narrowed(layer: Layer, areaIds: readonly string[] | null): Layer {
  if (layer.visibility === 'public' || areaIds === null) return layer
  return {
    ...layer,
    sql: /* sql */ `select everyone.* from (${layer.sql}) as everyone where ${INSIDE_JURISDICTION('everyone.area_id')}`,
    bindings: { ...layer.bindings, ...jurisdictionBindings(areaIds) },
    // An area that goes under another takes all it holds out of a jurisdiction or into it.
    follows: [...layer.follows, { table: 'areas', anywhere: true }],
  }
}

/** Whether a shared cache may keep what is made of these layers. */
export const cacheVisibility = (layers: readonly Layer[]): 'public' | 'private' =>
  layers.every((layer) => layer.visibility === 'public') ? 'public' : 'private'

/** The layer of that name, or undefined: a name from a request finds one or nothing. */
export const layerNamed = (layers: readonly Layer[], name: string) =>
  layers.find((layer) => layer.name === name)

const SQL_TYPE = {
  string: 'text',
  integer: 'bigint',
  number: 'double precision',
  boolean: 'boolean',
} as const

/** The property columns of a layer's `sql`, called `source`, in their declared types: names are constants, never from a request. */
export const propertyColumns = (layer: Layer) =>
  Object.entries(layer.properties)
    .map(([name, type]) => /* sql */ `${propertyValue(name, type)} as "${name}"`)
    .join(', ')

const propertyValue = (name: string, type: PropertyType) =>
  type === 'timestamp' ? utcText(`source."${name}"`) : /* sql */ `source."${name}"::${SQL_TYPE[type]}`
