/** A domain shows itself on the map by publishing one of these; `tiles` and `features` serve them. */
export type Layer = Readonly<{
  /** The collection's name in every address: lower case, hyphens. */
  name: string
  title: { en: string; zh: string }
  description: { en: string; zh: string }
  /**
   * SQL of the rows to show: must yield `id`, `geom` (4326), `geom_3857` and the properties in camelCase.
   * It must be a plain select over tables whose spatial indexes the planner can reach (no aggregate, no distinct).
   */
  sql: string
  /** Names of the property columns of `sql`, with their JSON types. */
  properties: Readonly<Record<string, 'string' | 'integer' | 'number' | 'boolean'>>
  geometryType: 'polygon' | 'line' | 'point' | 'mixed'
  minZoom: number
  maxZoom: number
  /** Who may see it: everybody who may read at all, or only inside the caller's jurisdiction. */
  visibility: 'public' | 'jurisdiction'
}>
