import { INSIDE_JURISDICTION, jurisdictionBindings } from './jurisdiction.ts'

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
   */
  sql: string
  /** Values of the `:names` in `sql`, for the layers of one thing (a plan's own grids). */
  bindings?: Readonly<Record<string, string>>
  /** Names of the property columns of `sql`, with their JSON types. */
  properties: Readonly<Record<string, 'string' | 'integer' | 'number' | 'boolean'>>
  geometryType: 'polygon' | 'line' | 'point' | 'mixed'
  minZoom: number
  maxZoom: number
  /** Who may see it: everybody who may read at all, or only inside the caller's jurisdiction. */
  visibility: 'public' | 'jurisdiction'
}>

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
  }
}

/** Whether a shared cache may keep what is made of these layers. */
export const cacheVisibility = (layers: readonly Layer[]) =>
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
    .map(([name, type]) => /* sql */ `source."${name}"::${SQL_TYPE[type]} as "${name}"`)
    .join(', ')
