import type { Builder } from 'flatbuffers'
import type { Geometry, Position } from 'geojson'

/** FlatGeobuf's numbers for kinds of geometry. */
export const GEOMETRY_TYPE = {
  Unknown: 0,
  Point: 1,
  LineString: 2,
  Polygon: 3,
  MultiPoint: 4,
  MultiLineString: 5,
  MultiPolygon: 6,
  GeometryCollection: 7,
} as const

/** Fields of the table Geometry, by their place in the schema. */
const GEOMETRY = { ends: 0, xy: 1, type: 6, parts: 7, fields: 8 }

/**
 * Adds a geometry: paths lie one after the other in one array of ordinates, with the number of the vertex at which each ends.
 * @param asCollection whether a polygon is written as a collection of one, for layers that hold both
 * @returns the offset of its table
 */
export function addFlatGeometry(
  builder: Builder,
  geometry: Geometry,
  { asCollection = false }: { asCollection?: boolean } = {},
): number {
  switch (geometry.type) {
    case 'Point':
      return pathTable(builder, 'Point', geometry.coordinates.length > 0 ? [[geometry.coordinates]] : [[]])
    case 'MultiPoint':
    case 'LineString':
      return pathTable(builder, geometry.type, [geometry.coordinates])
    case 'MultiLineString':
      return pathTable(builder, geometry.type, geometry.coordinates)
    case 'Polygon':
      return asCollection
        ? partTable(builder, 'MultiPolygon', [pathTable(builder, 'Polygon', geometry.coordinates)])
        : pathTable(builder, 'Polygon', geometry.coordinates)
    case 'MultiPolygon':
      return partTable(
        builder,
        'MultiPolygon',
        geometry.coordinates.map((rings) => pathTable(builder, 'Polygon', rings)),
      )
    case 'GeometryCollection':
      return partTable(
        builder,
        'GeometryCollection',
        geometry.geometries.map((part) => addFlatGeometry(builder, part)),
      )
  }
}

type Kind = keyof typeof GEOMETRY_TYPE

function pathTable(builder: Builder, kind: Kind, paths: readonly Position[][]): number {
  const positions = paths.flat()
  // A vector is written from its end.
  builder.startVector(8, positions.length * 2, 8)
  for (let i = positions.length - 1; i >= 0; i--) {
    builder.addFloat64(positions[i]![1]!)
    builder.addFloat64(positions[i]![0]!)
  }
  const xy = builder.endVector()
  const ends = paths.length > 1 ? endVector(builder, paths) : 0
  builder.startObject(GEOMETRY.fields)
  builder.addFieldOffset(GEOMETRY.ends, ends, 0)
  builder.addFieldOffset(GEOMETRY.xy, xy, 0)
  builder.addFieldInt8(GEOMETRY.type, GEOMETRY_TYPE[kind], 0)
  return builder.endObject()
}

function endVector(builder: Builder, paths: readonly Position[][]): number {
  let end = 0
  const ends = paths.map((path) => {
    end += path.length
    return end
  })
  builder.startVector(4, ends.length, 4)
  for (const value of ends.toReversed()) builder.addInt32(value)
  return builder.endVector()
}

function partTable(builder: Builder, kind: Kind, parts: readonly number[]): number {
  builder.startVector(4, parts.length, 4)
  for (const part of parts.toReversed()) builder.addOffset(part)
  const vector = builder.endVector()
  builder.startObject(GEOMETRY.fields)
  builder.addFieldInt8(GEOMETRY.type, GEOMETRY_TYPE[kind], 0)
  builder.addFieldOffset(GEOMETRY.parts, vector, 0)
  return builder.endObject()
}
