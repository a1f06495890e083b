/**
 * FlatGeobuf 3.0 (flatgeobuf.org), feature by feature: no index and no count, because both come before the first feature and would need
 * all of them first. The tables are few, so they are written with `flatbuffers` itself.
 */
import { Builder } from 'flatbuffers'
import type { PropertyType } from '../../../platform/layers.ts'
import type { ItemRow } from '../queries.ts'
import { addFlatGeometry, GEOMETRY_TYPE } from './flat-geometry.ts'
import { type ItemWriter, shownGeometry, type Writing } from './item-writer.ts'

/** "fgb", version 3, "fgb", patch 0. */
const MAGIC = Uint8Array.of(0x66, 0x67, 0x62, 0x03, 0x66, 0x67, 0x62, 0x00)

const COLUMN_TYPE: Record<PropertyType, number> = {
  boolean: 2,
  integer: 7,
  number: 10,
  string: 11,
  timestamp: 13,
}
/** Fields of the tables Header, Column, Crs and Feature, by their place in the schema. */
const HEADER = {
  name: 0,
  geometryType: 2,
  columns: 7,
  count: 8,
  indexNodeSize: 9,
  crs: 10,
  title: 11,
  description: 12,
  fields: 14,
}
const COLUMN = { name: 0, type: 1, fields: 11 }
const CRS = { org: 0, code: 1, name: 2, description: 3, fields: 6 }
const FEATURE = { geometry: 0, properties: 1, fields: 3 }

const LAYER_GEOMETRY = {
  polygon: GEOMETRY_TYPE.MultiPolygon,
  point: GEOMETRY_TYPE.Point,
  line: GEOMETRY_TYPE.Unknown,
  mixed: GEOMETRY_TYPE.Unknown,
}

type Column = { name: string; type: PropertyType }

export function flatGeobufWriter(writing: Writing): ItemWriter {
  const columns: Column[] = [
    { name: 'id', type: 'string' },
    ...writing.properties.map((name) => ({ name, type: writing.layer.properties[name]! })),
  ]
  return {
    head: () => Buffer.concat([MAGIC, headerBytes(writing, columns)]),
    row: (row) => featureBytes(row, writing, columns),
    tail: () => '',
  }
}

function headerBytes({ layer, crs }: Writing, columns: readonly Column[]): Uint8Array {
  const builder = new Builder(1024)
  const tables = columns.map(({ name, type }) => {
    const text = builder.createString(name)
    builder.startObject(COLUMN.fields)
    builder.addFieldOffset(COLUMN.name, text, 0)
    builder.addFieldInt8(COLUMN.type, COLUMN_TYPE[type], 0)
    return builder.endObject()
  })
  const columnVector = offsetVector(builder, tables)
  const [org, crsName, note] = ['EPSG', crs.crs.name, crs.note ?? ''].map((text) =>
    builder.createString(text),
  )
  builder.startObject(CRS.fields)
  // CRS84 is EPSG:4326 with longitude first, which the format always has.
  if (!crs.note) builder.addFieldOffset(CRS.org, org!, 0)
  if (!crs.note) builder.addFieldInt32(CRS.code, crs.epsg ?? 4326, 0)
  builder.addFieldOffset(CRS.name, crsName!, 0)
  if (crs.note) builder.addFieldOffset(CRS.description, note!, 0)
  const crsTable = builder.endObject()
  const [name, title] = [layer.name, `${layer.title.en} ${layer.title.zh}`].map((text) =>
    builder.createString(text),
  )
  builder.startObject(HEADER.fields)
  builder.addFieldOffset(HEADER.name, name!, 0)
  builder.addFieldInt8(HEADER.geometryType, LAYER_GEOMETRY[layer.geometryType], 0)
  builder.addFieldOffset(HEADER.columns, columnVector, 0)
  builder.addFieldInt64(HEADER.count, 0n, 0n)
  builder.addFieldInt16(HEADER.indexNodeSize, 0, 16)
  builder.addFieldOffset(HEADER.crs, crsTable, 0)
  builder.addFieldOffset(HEADER.title, title!, 0)
  if (crs.note) builder.addFieldOffset(HEADER.description, note!, 0)
  builder.finishSizePrefixed(builder.endObject())
  return builder.asUint8Array()
}

function offsetVector(builder: Builder, offsets: readonly number[]): number {
  builder.startVector(4, offsets.length, 4)
  for (const offset of offsets.toReversed()) builder.addOffset(offset)
  return builder.endVector()
}

function featureBytes(row: ItemRow, writing: Writing, columns: readonly Column[]): Uint8Array {
  const geometry = shownGeometry(row, writing)
  const properties = propertyBytes(row, columns)
  const builder = new Builder(properties.length + (row.geometry?.length ?? 0) + 256)
  const vector = builder.createByteVector(properties)
  const asCollection = writing.layer.geometryType === 'polygon'
  const table = geometry && addFlatGeometry(builder, geometry, { asCollection })
  builder.startObject(FEATURE.fields)
  if (table !== null) builder.addFieldOffset(FEATURE.geometry, table, 0)
  builder.addFieldOffset(FEATURE.properties, vector, 0)
  builder.finishSizePrefixed(builder.endObject())
  return builder.asUint8Array()
}

/** Each value that is not null: the number of its column, then its bytes; a text with its length before it. */
function propertyBytes(row: ItemRow, columns: readonly Column[]): Buffer {
  const parts: Buffer[] = []
  columns.forEach(({ name, type }, i) => {
    const value = row[name]
    if (value === null || value === undefined) return
    const index = Buffer.alloc(2)
    index.writeUInt16LE(i)
    parts.push(index, valueBytes(value, type))
  })
  return Buffer.concat(parts)
}

function valueBytes(value: unknown, type: PropertyType): Buffer {
  if (type === 'boolean') return Buffer.of(value ? 1 : 0)
  const bytes = Buffer.alloc(type === 'integer' || type === 'number' ? 8 : 4)
  if (type === 'integer') bytes.writeBigInt64LE(BigInt(value as number))
  else if (type === 'number') bytes.writeDoubleLE(value as number)
  else {
    const text = Buffer.from(String(value))
    bytes.writeUInt32LE(text.length)
    return Buffer.concat([bytes, text])
  }
  return bytes
}
