import { SaxesParser, type SaxesTagPlain } from 'saxes'
import {
  emptyBatch,
  type OsmBatch,
  type OsmKind,
  type OsmMember,
  type OsmSource,
  type OsmTags,
} from './osm-entities.ts'
import { type ByteSource, readText } from './read-bytes.ts'
import { UnreadableSource, unreadable } from './unreadable-source.ts'

const REMEDY = 'Export it again, or convert it: osmium cat FILE -o out.osm.pbf'

type Attributes = Record<string, string>
type Open = { kind: OsmKind; attributes: Attributes; tags: OsmTags; refs: number[]; members: OsmMember[] }

/** Reads an .osm or .osm.gz file as a stream, once for each kind asked for. */
export function readOsmXml(source: ByteSource): OsmSource {
  async function* batches(kind: OsmKind): AsyncGenerator<OsmBatch> {
    const reader = entityReader(kind)
    try {
      for await (const text of readText(source, 'utf8')) {
        reader.parser.write(text)
        yield reader.take()
      }
      reader.parser.close()
      yield reader.take()
    } catch (error) {
      throw unreadable('OSM XML', error, REMEDY)
    }
  }
  return { batches }
}

function entityReader(wanted: OsmKind) {
  const parser = new SaxesParser({ position: false })
  let batch = emptyBatch()
  let open: Open | undefined
  let depth = 0
  parser.on('error', (error) => {
    throw error
  })
  parser.on('opentag', (tag) => {
    const { name, attributes } = tag as SaxesTagPlain
    depth++
    if (depth === 1 && name !== 'osm')
      throw new UnreadableSource(
        `The XML file holds <${name}>, not <osm>.`,
        name === 'osmChange'
          ? 'Apply the change first: osmium apply-changes BASE CHANGE -o out.osm.pbf'
          : REMEDY,
      )
    if (depth === 2 && name === wanted)
      open = { kind: wanted, attributes, tags: Object.create(null), refs: [], members: [] }
    else if (open) addPart(open, name, attributes)
  })
  parser.on('closetag', () => {
    depth--
    if (depth !== 1 || !open) return
    close(open, batch)
    open = undefined
  })
  const take = () => {
    const taken = batch
    batch = emptyBatch()
    return taken
  }
  return { parser, take }
}

function addPart(open: Open, name: string, attributes: Attributes): void {
  if (name === 'tag') open.tags[attributes.k ?? ''] = attributes.v ?? ''
  else if (name === 'nd') open.refs.push(Number(attributes.ref))
  else if (name === 'member')
    open.members.push({
      kind: attributes.type as OsmKind,
      id: Number(attributes.ref),
      role: attributes.role ?? '',
    })
}

function close({ kind, attributes, tags, refs, members }: Open, batch: OsmBatch): void {
  const id = Number(attributes.id)
  if (!Number.isSafeInteger(id)) throw new Error(`a ${kind} with the id "${attributes.id}"`)
  // Deleted things have no place any more.
  if (attributes.visible === 'false' || attributes.action === 'delete') return
  if (kind === 'way') batch.ways.push({ id, refs, tags })
  else if (kind === 'relation') batch.relations.push({ id, members, tags })
  else {
    const [lng, lat] = [Number(attributes.lon), Number(attributes.lat)]
    if (!(Math.abs(lng) <= 180 && Math.abs(lat) <= 90)) throw new Error(`node ${id} at (${lng}, ${lat})`)
    if (Object.keys(tags).length > 0) batch.nodes.tagged.push({ index: batch.nodes.ids.length, tags })
    batch.nodes.ids.push(id)
    batch.nodes.lng7.push(Math.round(lng * 1e7))
    batch.nodes.lat7.push(Math.round(lat * 1e7))
  }
}
