/** The names of what the server publishes as tiles: collections and their properties. A rename there is one line here. */

export type Collection = 'areas' | 'barriers' | 'buildings' | 'units' | 'grids'

/** The layer inside a tile has the name of its collection. */
export const tileJsonUrl = (collection: Collection) => `${location.origin}/tiles/${collection}.json`

/** The property that identifies a feature in every collection. */
export const ID = 'id'
export const NAME = 'name'
export const NAME_EN = 'nameEn'

export const AREA = { level: 'level' } as const
export const BARRIER = { kind: 'kind', class: 'class', isBridge: 'isBridge', isTunnel: 'isTunnel' } as const
export const BUILDING = { use: 'use', households: 'households' } as const
export const GRID = {
  code: 'code',
  label: 'label',
  households: 'households',
  exception: 'exception',
} as const
