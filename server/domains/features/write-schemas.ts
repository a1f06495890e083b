/** Shapes and names of OGC API – Features part 4. */
import { Type } from 'typebox'
import { Geometry } from '../../platform/schemas.ts'

/** The classes of part 4 that are served. */
export const WRITE_CONFORMANCE = [
  'create-replace-delete',
  'update',
  'optimistic-locking-etags',
  'features',
].map((part) => `http://www.opengis.net/spec/ogcapi-features-4/1.0/conf/${part}`)

export const FEATURE_TYPES = ['application/geo+json', 'application/json']
export const PATCH_TYPES = ['application/merge-patch+json', 'application/json']

const ContentCrs = Type.Optional(
  Type.String({
    maxLength: 200,
    description:
      'The coordinate system of the geometry, <http://www.opengis.net/def/crs/EPSG/0/4490>; CRS84 without it',
  }),
)
const IfMatch = Type.Optional(
  Type.String({ maxLength: 4000, description: 'The ETag of the item as it was read; stale: 412' }),
)
export const CreateHeaders = Type.Object({ 'content-crs': ContentCrs })
export const ChangeHeaders = Type.Object({ 'content-crs': ContentCrs, 'if-match': IfMatch })
export const RemoveHeaders = Type.Object({ 'if-match': IfMatch })

const Properties = Type.Union([Type.Record(Type.String(), Type.Unknown()), Type.Null()], {
  description: 'Those of the collection; null is the same as absent',
})
const SentId = Type.Optional(Type.Union([Type.String({ maxLength: 200 }), Type.Number()]))

export const SentFeature = Type.Object(
  {
    type: Type.Literal('Feature'),
    id: SentId,
    geometry: Type.Union([Geometry, Type.Null()]),
    properties: Properties,
  },
  { additionalProperties: true, description: 'GeoJSON feature' },
)

/** What GeoJSON features have beside; a name that is none of these would otherwise be a change that changes nothing. */
export const FeaturePatch = Type.Object(
  {
    type: Type.Optional(Type.Literal('Feature')),
    id: SentId,
    geometry: Type.Optional(Type.Union([Type.Partial(Geometry), Type.Null()])),
    properties: Type.Optional(Properties),
    links: Type.Optional(Type.Unknown()),
    bbox: Type.Optional(Type.Unknown()),
  },
  { additionalProperties: false, description: 'JSON merge patch (RFC 7396) of a GeoJSON feature' },
)
