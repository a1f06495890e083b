import { type Static, Type } from 'typebox'

const Link = Type.Object({
  href: Type.String(),
  rel: Type.String(),
  type: Type.Optional(Type.String()),
  title: Type.Optional(Type.String()),
  templated: Type.Optional(Type.Boolean()),
})

const Limits = Type.Object({
  tileMatrix: Type.String(),
  minTileRow: Type.Integer(),
  maxTileRow: Type.Integer(),
  minTileCol: Type.Integer(),
  maxTileCol: Type.Integer(),
})

export const TileSetSchema = Type.Object({
  title: Type.String(),
  dataType: Type.Literal('vector'),
  crs: Type.String(),
  tileMatrixSetId: Type.String(),
  tileMatrixSetURI: Type.String(),
  tileMatrixSetLimits: Type.Array(Limits),
  boundingBox: Type.Object({
    lowerLeft: Type.Array(Type.Number()),
    upperRight: Type.Array(Type.Number()),
    crs: Type.String(),
  }),
  layers: Type.Array(
    Type.Object({
      id: Type.String(),
      title: Type.String(),
      description: Type.String(),
      dataType: Type.Literal('vector'),
      minTileMatrix: Type.String(),
      maxTileMatrix: Type.String(),
    }),
  ),
  attribution: Type.Optional(Type.String()),
  links: Type.Array(Link),
})
export type TileSet = Static<typeof TileSetSchema>

export const TileSetsSchema = Type.Object({ tilesets: Type.Array(TileSetSchema), links: Type.Array(Link) })

export const TileMatrixSetsSchema = Type.Object({
  tileMatrixSets: Type.Array(
    Type.Object({ id: Type.String(), title: Type.String(), uri: Type.String(), links: Type.Array(Link) }),
  ),
})
/** OGC Two Dimensional Tile Matrix Set 2.0, JSON encoding. */
export const TileMatrixSetSchema = Type.Object(
  { id: Type.String(), tileMatrices: Type.Array(Type.Object({}, { additionalProperties: true })) },
  { additionalProperties: true },
)

export const CollectionTilesParams = Type.Object({
  collection: Type.String({ pattern: '^[a-z][a-z0-9-]*$', maxLength: 100 }),
})
