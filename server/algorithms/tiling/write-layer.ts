import { ByteWriter, utf8Length, varintLength } from './byte-writer.ts'
import type { TileFeatures } from './tile-features.ts'
import { ValueTable } from './value-table.ts'

/** Features of a tile of which some are written: `chosen` names them, in the order in which they come. */
export type Selection = Readonly<{ features: TileFeatures; chosen: ArrayLike<number> }>

export type WrittenLayer = {
  /** The layer as field 3 of a tile: tiles are such fields one after the other. Empty without features. */
  bytes: Uint8Array
  /** For each selection the bytes of its chosen features, with the values that they are the first to name. */
  costs: Float64Array[]
}

/** Fields of the messages of a vector tile, as field number × 8 + wire type. */
const TILE_LAYER = 0x1a
const [LAYER_NAME, LAYER_FEATURE, LAYER_KEY, LAYER_EXTENT, LAYER_VERSION] = [0x0a, 0x12, 0x1a, 0x28, 0x78]
const [FEATURE_TAGS, FEATURE_KIND, FEATURE_GEOMETRY] = [0x12, 0x18, 0x22]

/**
 * Writes features as one layer of a vector tile, version 2: each key and value once, in the order of their first use.
 *
 * @param keys names of the attributes, in the order of the features' values; a key that no feature has is not written
 * @returns the bytes, and what each feature adds to them. Cost: O(attributes + bytes). Deterministic.
 */
export function writeLayer(
  { name, keys, extent }: Readonly<{ name: string; keys: readonly string[]; extent: number }>,
  selections: readonly Selection[],
): WrittenLayer {
  const body = new ByteWriter(1 << 16)
  const attributes: Attributes = {
    keyIds: new Int32Array(keys.length).fill(-1),
    usedKeys: [],
    values: new ValueTable(),
    tags: new Uint32Array(2 * keys.length),
  }
  const costs = selections.map(({ features, chosen }) => {
    const cost = new Float64Array(chosen.length)
    for (let i = 0; i < chosen.length; i++) {
      const before = body.length + attributes.values.bytes.length
      writeFeature(body, attributes, features, chosen[i]!)
      cost[i] = body.length + attributes.values.bytes.length - before
    }
    return cost
  })
  if (body.length === 0) return { bytes: new Uint8Array(0), costs }
  for (const key of attributes.usedKeys) {
    body.varint(LAYER_KEY)
    body.text(keys[key]!, utf8Length(keys[key]!))
  }
  return { bytes: wrapped(name, extent, body, attributes.values.bytes), costs }
}

type Attributes = {
  /** Number of each key in the layer, −1 until it is used; and the keys in the order of their numbers. */
  keyIds: Int32Array
  usedKeys: number[]
  values: ValueTable
  /** The feature's numbers of keys and values in turn. */
  tags: Uint32Array
}

function writeFeature(body: ByteWriter, attributes: Attributes, features: TileFeatures, i: number): void {
  const { tags } = attributes
  const tagCount = collectTags(attributes, features.values[i]!)
  let tagBytes = 0
  for (let k = 0; k < tagCount; k++) tagBytes += varintLength(tags[k]!)
  const start = i === 0 ? 0 : features.ends[i - 1]!
  const end = features.ends[i]!
  const geometryBytes = end - start
  const length =
    (tagCount > 0 ? 1 + varintLength(tagBytes) + tagBytes : 0) +
    3 +
    varintLength(geometryBytes) +
    geometryBytes
  body.reserve(length + 6)
  body.smallVarint(LAYER_FEATURE)
  body.smallVarint(length)
  if (tagCount > 0) {
    body.smallVarint(FEATURE_TAGS)
    body.smallVarint(tagBytes)
    for (let k = 0; k < tagCount; k++) body.smallVarint(tags[k]!)
  }
  body.smallVarint(FEATURE_KIND)
  body.smallVarint(features.kinds[i]!)
  body.smallVarint(FEATURE_GEOMETRY)
  body.smallVarint(geometryBytes)
  body.append(features.geometry.bytes, start, end)
}

/** Puts the numbers of a feature's keys and values into `tags`, and answers how many they are. */
function collectTags(
  { keyIds, usedKeys, values, tags }: Attributes,
  row: TileFeatures['values'][number],
): number {
  let count = 0
  for (let key = 0; key < keyIds.length; key++) {
    const value = row[key]
    if (value === null || value === undefined) continue
    if (keyIds[key] === -1) keyIds[key] = usedKeys.push(key) - 1
    tags[count++] = keyIds[key]!
    tags[count++] = values.numberOf(value)
  }
  return count
}

function wrapped(name: string, extent: number, body: ByteWriter, values: ByteWriter): Uint8Array {
  const head = new ByteWriter(64)
  head.varint(LAYER_VERSION)
  head.varint(2)
  head.varint(LAYER_NAME)
  head.text(name, utf8Length(name))
  head.varint(LAYER_EXTENT)
  head.varint(extent)
  const length = head.length + body.length + values.length
  const layer = new ByteWriter(length + 8)
  layer.varint(TILE_LAYER)
  layer.varint(length)
  for (const part of [head, body, values]) layer.append(part.bytes, 0, part.length)
  return layer.written()
}
