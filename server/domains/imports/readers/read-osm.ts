import type { Geometry } from 'geojson'
import { NodeCoordinates, NodeIdCollector } from './node-coordinates.ts'
import { assembleRelation } from './osm-areas.ts'
import type { OsmSelection, OsmSource } from './osm-entities.ts'
import { collectRelations, type OsmRelations, settleTags } from './osm-relations.ts'
import { isClosed, wayFeature } from './osm-ways.ts'
import { isRejected, type RawItem, rejected } from './raw-feature.ts'

/**
 * Turns OpenStreetMap things into features in four passes over the file:
 *
 *   1 relations  which are wanted, and which ways they are made of
 *   2 ways       which nodes the wanted ones need (ids only)
 *   3 nodes      where those are: 16 bytes each, which is what grows with the file
 *   4 ways       relations are assembled and yielded first, then the ways one by one
 *
 * @returns features in WGS 84 with the tags as properties and `n1`, `w1`, `r1` as ids; what the file holds only in part comes as a rejection
 */
export async function* readOsm(source: OsmSource, select: OsmSelection): AsyncGenerator<RawItem> {
  const relations = await collectRelations(source, select)
  const coordinates = new NodeCoordinates(await neededNodes(source, select, relations))
  settleTags(relations)
  yield* relations.notAreas
  yield* readNodes(source, select, coordinates)

  const stoodFor = new Map<number, string>()
  yield* relationAreas(relations, coordinates, stoodFor)
  for await (const { ways } of source.batches('way'))
    for (const way of ways) {
      const wanted = select(way.tags, 'way', isClosed(way.refs))
      if (!wanted || (wanted.onlyAlone && relations.memberWays.has(way.id))) continue
      const by = stoodFor.get(way.id)
      if (by === undefined) yield wayFeature(way, wanted.shape, coordinates)
      else if (by !== `w${way.id}`)
        yield rejected(
          `w${way.id}`,
          'duplicate-of-relation',
          `The way is the outline of ${by}, which stands for it.`,
        )
    }
}

/** Assembles the relations; `stoodFor` is told which ways they stand for: way id → the id of the area. */
function* relationAreas(
  { list, memberWays }: OsmRelations,
  coordinates: NodeCoordinates,
  stoodFor: Map<number, string>,
): Generator<RawItem> {
  for (const relation of list) {
    const item = assembleRelation(relation, memberWays, coordinates)
    // A relation without tags of its own is no thing of its own: when it cannot be assembled, its outline stands for itself.
    if (isRejected(item) && relation.isAdopted) continue
    if (!isRejected(item)) for (const id of relation.sameAsWays) stoodFor.set(id, item.sourceId)
    yield item
  }
}

/** The second pass: keeps the ways of wanted relations, and the ids of all nodes that anything wanted is made of. */
async function neededNodes(
  source: OsmSource,
  select: OsmSelection,
  { memberWays }: OsmRelations,
): Promise<Float64Array> {
  const collector = new NodeIdCollector()
  for await (const { ways } of source.batches('way'))
    for (const { id, refs, tags } of ways) {
      const isMember = memberWays.has(id)
      const wanted = select(tags, 'way', isClosed(refs))
      if (isMember) memberWays.set(id, { refs: Float64Array.from(refs), tags, wanted })
      if (isMember || wanted) collector.add(refs)
    }
  return collector.finish()
}

/** The third pass: notes where the needed nodes are, and yields those that are wanted for themselves. */
async function* readNodes(
  source: OsmSource,
  select: OsmSelection,
  coordinates: NodeCoordinates,
): AsyncGenerator<RawItem> {
  for await (const { nodes } of source.batches('node')) {
    nodes.ids.forEach((id, i) => {
      coordinates.set(id, nodes.lng7[i]!, nodes.lat7[i]!)
    })
    for (const { index, tags } of nodes.tagged) {
      if (!select(tags, 'node', false)) continue
      const geometry: Geometry = {
        type: 'Point',
        coordinates: [nodes.lng7[index]! / 1e7, nodes.lat7[index]! / 1e7],
      }
      yield { sourceId: `n${nodes.ids[index]}`, geometry, properties: tags }
    }
  }
}
