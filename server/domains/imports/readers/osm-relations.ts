import type { RejectedRecord } from '../../../../geo-data/records.ts'
import type { OsmRelation, OsmSelection, OsmSource, OsmTags, OsmWanted } from './osm-entities.ts'
import { rejected } from './raw-feature.ts'

export type MemberWay = { refs: Float64Array; tags: OsmTags; wanted: OsmWanted | undefined }

/** A relation that is, or may be, an area. */
export type AreaRelation = {
  id: number
  sourceId: string
  tags: OsmTags
  layer: string | undefined
  members: { way: number; role: string }[]
  /** It has no tags of its own and takes those (and the id) of its outline: the old way of drawing a building with a courtyard. */
  isAdopted: boolean
  /** Outlines that carry the same tags once more. */
  sameAsWays: number[]
}

export type OsmRelations = {
  list: AreaRelation[]
  /** Every way that some relation needs; undefined until, or unless, the file shows it. */
  memberWays: Map<number, MemberWay | undefined>
  /** Relations with the tags of an area whose type makes them none. */
  notAreas: RejectedRecord[]
}

const AREA_TYPES = new Set(['multipolygon', 'boundary'])

/** Tags that say nothing about what a thing is. */
const META_TAGS = new Set(['type', 'source', 'created_by', 'note', 'fixme', 'attribution', 'comment'])

/** The first pass: relations that are wanted as areas, and those without tags whose outline may be. */
export async function collectRelations(source: OsmSource, select: OsmSelection): Promise<OsmRelations> {
  const collected: OsmRelations = { list: [], memberWays: new Map(), notAreas: [] }
  for await (const { relations } of source.batches('relation'))
    for (const relation of relations) {
      const { id, tags } = relation
      const wanted = select(tags, 'relation', true)
      const isArea = AREA_TYPES.has(tags.type ?? '')
      if (!isArea && wanted?.shape === 'polygon')
        collected.notAreas.push(
          rejected(
            `r${id}`,
            'not-an-area',
            `A relation of the type "${tags.type ?? ''}" is no area; its members stand for themselves.`,
          ),
        )
      const isBare = tags.type === 'multipolygon' && Object.keys(tags).every((key) => META_TAGS.has(key))
      if (!isArea || !(wanted?.shape === 'polygon' || isBare)) continue
      const area = areaRelation(relation, wanted?.layer, isBare)
      collected.list.push(area)
      for (const { way } of area.members) collected.memberWays.set(way, undefined)
    }
  return collected
}

const areaRelation = (
  { id, tags, members }: OsmRelation,
  layer: string | undefined,
  isAdopted: boolean,
): AreaRelation => ({
  id,
  sourceId: `r${id}`,
  tags,
  layer,
  members: members
    .filter((member) => member.kind === 'way')
    .map((member) => ({ way: member.id, role: member.role })),
  isAdopted,
  sameAsWays: [],
})

/** After the second pass, when the members are known: bare relations take the tags of their one wanted outline, or are dropped. */
export function settleTags(relations: OsmRelations): void {
  relations.list = relations.list.filter((relation) => {
    const outlines = relation.members.filter(({ way, role }) => {
      const wanted = relations.memberWays.get(way)?.wanted
      const isOutline = role !== 'inner' && wanted?.shape === 'polygon'
      return isOutline && (relation.isAdopted || wanted.layer === relation.layer)
    })
    relation.sameAsWays = outlines.map(({ way }) => way)
    if (!relation.isAdopted) return true
    const [outline] = outlines
    if (!outline || outlines.length > 1) return false
    relation.sourceId = `w${outline.way}`
    relation.tags = relations.memberWays.get(outline.way)!.tags
    return true
  })
}
