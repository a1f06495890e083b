/** OpenStreetMap as its files have it: three kinds of thing, each with tags, in batches. */
export type OsmTags = Record<string, string>
export type OsmKind = 'node' | 'way' | 'relation'

/** Nodes side by side: ids, and coordinates in units of 1e-7°, which is OSM's own precision. */
export type OsmNodes = {
  ids: number[]
  lng7: number[]
  lat7: number[]
  /** The few that carry tags. */
  tagged: { index: number; tags: OsmTags }[]
}
export type OsmWay = { id: number; refs: number[]; tags: OsmTags }
export type OsmMember = { kind: OsmKind; id: number; role: string }
export type OsmRelation = { id: number; members: OsmMember[]; tags: OsmTags }
export type OsmBatch = { nodes: OsmNodes; ways: OsmWay[]; relations: OsmRelation[] }

/** A file that can be read several times, each time for one kind of thing; a batch may hold others too. */
export type OsmSource = { batches(kind: OsmKind): AsyncIterable<OsmBatch> }

export const emptyBatch = (): OsmBatch => ({
  nodes: { ids: [], lng7: [], lat7: [], tagged: [] },
  ways: [],
  relations: [],
})

/** What a thing with these tags is wanted as. `layer` tells which things stand for the same (a way and the relation it is the outline of). */
export type OsmWanted = {
  layer: string
  shape: 'polygon' | 'line' | 'point'
  /** For ways: member ways of relations are only parts (boundary lines) and are passed over. */
  onlyAlone?: boolean
}
/** Says what to read; undefined = pass over. `closed` is true for closed ways and for relations. */
export type OsmSelection = (tags: OsmTags, kind: OsmKind, closed: boolean) => OsmWanted | undefined
