import { PbfReader } from 'pbf'
import { emptyBatch, type OsmBatch, type OsmKind, type OsmTags } from './osm-entities.ts'

/** The parts of a PrimitiveBlock that its groups need before they can be read (the file format puts some of them after the groups). */
type Block = {
  strings: Uint8Array[]
  groups: [start: number, end: number][]
  granularity: number
  lat: number
  lng: number
}

const KINDS: OsmKind[] = ['node', 'way', 'relation']
const text = new TextDecoder()

/**
 * Decodes one inflated OSMData block (PrimitiveBlock of https://wiki.openstreetmap.org/wiki/PBF_Format).
 * @returns the things of the wanted kind, and which kinds the block holds at all, so that later passes can skip it
 */
export function decodeOsmBlock(bytes: Uint8Array, wanted: OsmKind): { batch: OsmBatch; holds: Set<OsmKind> } {
  const pbf = new PbfReader(bytes)
  const block: Block = { strings: [], groups: [], granularity: 100, lat: 0, lng: 0 }
  pbf.readFields(readBlockField, block)
  const batch = emptyBatch()
  const holds = new Set<OsmKind>()
  const readGroupField = (field: number) => {
    const reader = GROUP_FIELDS[field]
    if (!reader) return
    holds.add(reader.kind)
    if (reader.kind === wanted) reader.read(pbf, pbf.readVarint() + pbf.pos, block, batch)
  }
  for (const [start, end] of block.groups) {
    pbf.pos = start
    pbf.readFields(readGroupField, null, end)
  }
  return { batch, holds }
}

/** Field number of a PrimitiveGroup → what it holds. */
const GROUP_FIELDS: Record<
  number,
  { kind: OsmKind; read: (pbf: PbfReader, end: number, block: Block, batch: OsmBatch) => void }
> = {
  1: { kind: 'node', read: readNode },
  2: { kind: 'node', read: readDenseNodes },
  3: { kind: 'way', read: readWay },
  4: { kind: 'relation', read: readRelation },
}

function readBlockField(field: number, block: Block, pbf: PbfReader): void {
  if (field === 1)
    pbf.readMessage((tag, strings) => tag === 1 && strings.push(pbf.readBytes()), block.strings)
  else if (field === 2) {
    const end = pbf.readVarint() + pbf.pos
    block.groups.push([pbf.pos, end])
    pbf.pos = end
  } else if (field === 17) block.granularity = pbf.readVarint()
  else if (field === 19) block.lat = pbf.readVarint(true)
  else if (field === 20) block.lng = pbf.readVarint(true)
}

/** Nanodegrees → 1e-7°. */
const to7 = (block: Block, offset: number, value: number) =>
  Math.round((offset + block.granularity * value) / 100)

function stringAt(block: Block, index: number): string {
  const bytes = block.strings[index]
  if (!bytes) throw new Error(`string ${index} of a block with ${block.strings.length}`)
  return text.decode(bytes)
}

function tagsOf(block: Block, keys: number[], values: number[]): OsmTags {
  const tags: OsmTags = Object.create(null)
  keys.forEach((key, i) => {
    tags[stringAt(block, key)] = stringAt(block, values[i] ?? -1)
  })
  return tags
}

function readNode(pbf: PbfReader, end: number, block: Block, { nodes }: OsmBatch): void {
  const node = { id: 0, lat: 0, lng: 0, keys: [] as number[], values: [] as number[] }
  pbf.readFields(
    (field) => {
      if (field === 1) node.id = pbf.readSVarint()
      else if (field === 2) pbf.readPackedVarint(node.keys)
      else if (field === 3) pbf.readPackedVarint(node.values)
      else if (field === 8) node.lat = pbf.readSVarint()
      else if (field === 9) node.lng = pbf.readSVarint()
    },
    node,
    end,
  )
  if (node.keys.length > 0)
    nodes.tagged.push({ index: nodes.ids.length, tags: tagsOf(block, node.keys, node.values) })
  nodes.ids.push(node.id)
  nodes.lat7.push(to7(block, block.lat, node.lat))
  nodes.lng7.push(to7(block, block.lng, node.lng))
}

function readDenseNodes(pbf: PbfReader, end: number, block: Block, { nodes }: OsmBatch): void {
  const dense = {
    ids: [] as number[],
    lat: [] as number[],
    lng: [] as number[],
    keysAndValues: [] as number[],
  }
  pbf.readFields(
    (field) => {
      if (field === 1) pbf.readPackedSVarint(dense.ids)
      else if (field === 8) pbf.readPackedSVarint(dense.lat)
      else if (field === 9) pbf.readPackedSVarint(dense.lng)
      else if (field === 10) pbf.readPackedVarint(dense.keysAndValues)
    },
    dense,
    end,
  )
  if (dense.lat.length !== dense.ids.length || dense.lng.length !== dense.ids.length)
    throw new Error(
      `${dense.ids.length} node ids with ${dense.lat.length} latitudes and ${dense.lng.length} longitudes`,
    )
  let [id, lat, lng, tagAt] = [0, 0, 0, 0]
  for (let i = 0; i < dense.ids.length; i++) {
    id += dense.ids[i]!
    lat += dense.lat[i]!
    lng += dense.lng[i]!
    // Key, value, key, value, 0 for each node; nothing at all when no node of the block has tags.
    const keys: number[] = []
    const values: number[] = []
    while (dense.keysAndValues[tagAt]) {
      keys.push(dense.keysAndValues[tagAt]!)
      values.push(dense.keysAndValues[tagAt + 1] ?? -1)
      tagAt += 2
    }
    tagAt++
    if (keys.length > 0) nodes.tagged.push({ index: nodes.ids.length, tags: tagsOf(block, keys, values) })
    nodes.ids.push(id)
    nodes.lat7.push(to7(block, block.lat, lat))
    nodes.lng7.push(to7(block, block.lng, lng))
  }
}

function readWay(pbf: PbfReader, end: number, block: Block, { ways }: OsmBatch): void {
  const way = { id: 0, keys: [] as number[], values: [] as number[], refs: [] as number[] }
  pbf.readFields(
    (field) => {
      if (field === 1) way.id = pbf.readVarint(true)
      else if (field === 2) pbf.readPackedVarint(way.keys)
      else if (field === 3) pbf.readPackedVarint(way.values)
      else if (field === 8) pbf.readPackedSVarint(way.refs)
    },
    way,
    end,
  )
  ways.push({ id: way.id, refs: summedUp(way.refs), tags: tagsOf(block, way.keys, way.values) })
}

function readRelation(pbf: PbfReader, end: number, block: Block, { relations }: OsmBatch): void {
  const relation = { id: 0, keys: [] as number[], values: [] as number[] }
  const members = { roles: [] as number[], ids: [] as number[], kinds: [] as number[] }
  pbf.readFields(
    (field) => {
      if (field === 1) relation.id = pbf.readVarint(true)
      else if (field === 2) pbf.readPackedVarint(relation.keys)
      else if (field === 3) pbf.readPackedVarint(relation.values)
      else if (field === 8) pbf.readPackedVarint(members.roles)
      else if (field === 9) pbf.readPackedSVarint(members.ids)
      else if (field === 10) pbf.readPackedVarint(members.kinds)
    },
    relation,
    end,
  )
  relations.push({
    id: relation.id,
    tags: tagsOf(block, relation.keys, relation.values),
    members: summedUp(members.ids).map((id, i) => ({
      id,
      kind: KINDS[members.kinds[i] ?? -1] ?? 'node',
      role: stringAt(block, members.roles[i] ?? -1),
    })),
  })
}

/** Each number is stored as the difference to the one before. */
function summedUp(differences: number[]): number[] {
  let sum = 0
  return differences.map((difference) => {
    sum += difference
    return sum
  })
}
