import { Type } from 'typebox'
import { Collections } from './schemas.ts'

export const StyleQuery = Type.Object({
  lang: Type.Optional(
    Type.Enum(['zh', 'en'], { default: 'zh', description: 'Language of the labels; zh unless told' }),
  ),
  layers: Type.Optional(Collections),
})
export const PlanStyleQuery = Type.Object({ lang: StyleQuery.properties.lang })

const Words = Type.Object({ zh: Type.String(), en: Type.String() })

export const StyleListSchema = Type.Object({
  styles: Type.Array(
    Type.Object({
      id: Type.String(),
      title: Words,
      href: Type.String({ description: 'Absolute; {plan} is the id of a plan' }),
      templated: Type.Boolean(),
      languages: Type.Array(Type.Enum(['zh', 'en'])),
      layers: Type.Array(Type.Object({ name: Type.String(), title: Words })),
    }),
  ),
})

export const StyleSchema = Type.Object(
  {
    version: Type.Literal(8),
    name: Type.String(),
    center: Type.Array(Type.Number(), {
      description: 'lng, lat where a map opens that is not told where to',
    }),
    zoom: Type.Number(),
    sources: Type.Record(Type.String(), Type.Unknown()),
    layers: Type.Array(Type.Unknown()),
  },
  { description: 'MapLibre style: https://maplibre.org/maplibre-style-spec/' },
)
