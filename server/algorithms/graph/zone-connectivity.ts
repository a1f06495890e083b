import type { CsrGraph } from './csr-graph.ts'

/**
 * Answers whether a zone stays in one piece without one of its units, by growing a search from each of the unit's
 * neighbours in turn, one unit at a time, until all have met or one has nowhere left to go.
 *
 * Cost: about the size of the smallest piece that would break off, not of the zone; O(degree) when the
 * neighbours touch one another, as they mostly do. Works on any graph, also with bridges and ferries.
 */
export class ZoneConnectivity {
  private readonly graph: CsrGraph
  /** Which search reached a unit, valid where `stamp` is the current one. */
  private readonly searchOf: Int32Array
  private readonly stamp: Int32Array
  private currentStamp = 0
  /** Union–find over the searches of one question. */
  private readonly parent: number[] = []
  /** Units waiting in each search, as linked lists: the first, the last, and the one after each unit (−1 = none). */
  private readonly first: number[] = []
  private readonly last: number[] = []
  private readonly nextOf: Int32Array

  constructor(graph: CsrGraph) {
    this.graph = graph
    this.searchOf = new Int32Array(graph.offsets.length - 1)
    this.stamp = new Int32Array(graph.offsets.length - 1)
    this.nextOf = new Int32Array(graph.offsets.length - 1)
  }

  /** True when the other units of `unit`'s zone are connected among themselves (also when there are none). */
  staysConnectedWithout(unit: number, zoneOf: Int32Array): boolean {
    const searches = this.startSearches(unit, zoneOf)
    if (searches <= 1) return true
    let open = searches
    for (let turn = 0; ; turn = turn + 1 === searches ? 0 : turn + 1) {
      if (this.parent[turn] !== turn) continue
      const merged = this.growOneUnit(turn, zoneOf)
      if (merged === -1) return false
      open -= merged
      if (open === 1) return true
    }
  }

  /** One search from each neighbour in the same zone; `unit` itself counts as seen and is never entered. */
  private startSearches(unit: number, zoneOf: Int32Array): number {
    const { offsets, neighbours } = this.graph
    const zone = zoneOf[unit]!
    this.currentStamp++
    this.stamp[unit] = this.currentStamp
    this.searchOf[unit] = -1
    let searches = 0
    for (let edge = offsets[unit]!; edge < offsets[unit + 1]!; edge++) {
      const next = neighbours[edge]!
      if (zoneOf[next] !== zone || this.stamp[next] === this.currentStamp) continue
      this.stamp[next] = this.currentStamp
      this.searchOf[next] = searches
      this.parent[searches] = searches
      this.first[searches] = next
      this.last[searches] = next
      this.nextOf[next] = -1
      searches++
    }
    return searches
  }

  /** Takes one unit from a search's queue; answers how many other searches it met, −1 when the queue was empty. */
  private growOneUnit(root: number, zoneOf: Int32Array): number {
    const { offsets, neighbours } = this.graph
    const unit = this.first[root]!
    if (unit === -1) return -1
    this.first[root] = this.nextOf[unit]!
    const zone = zoneOf[unit]!
    let merged = 0
    for (let edge = offsets[unit]!; edge < offsets[unit + 1]!; edge++) {
      const next = neighbours[edge]!
      if (zoneOf[next] !== zone) continue
      if (this.stamp[next] !== this.currentStamp) {
        this.stamp[next] = this.currentStamp
        this.searchOf[next] = root
        this.append(root, next, next)
        this.nextOf[next] = -1
      } else if (this.searchOf[next] !== -1) merged += this.absorb(root, this.rootOf(this.searchOf[next]!))
    }
    return merged
  }

  /** Joins two searches that met: the other's waiting units now belong to `root`. */
  private absorb(root: number, other: number): number {
    if (root === other) return 0
    this.parent[other] = root
    if (this.first[other] !== -1) this.append(root, this.first[other]!, this.last[other]!)
    return 1
  }

  private append(search: number, from: number, to: number): void {
    if (this.first[search] === -1) this.first[search] = from
    else this.nextOf[this.last[search]!] = from
    this.last[search] = to
  }

  private rootOf(search: number): number {
    let root = search
    while (this.parent[root] !== root) root = this.parent[root]!
    return root
  }
}
