export type StitchedRings = {
  /** Closed: the first node is repeated at the end. No node is met twice within a ring except where a path itself does. */
  rings: number[][]
  /** Nodes where a chain ends that nothing continues: the places where the boundary is open. */
  openEnds: number[]
}

type Step = { path: number; reversed: boolean; from: number }

/**
 * Joins paths at equal end nodes into rings.
 *
 *        b───c            paths  a-b, b-c, c-a, d-e
 *       ╱   ╱      →      ring   a b c a
 *      a───╯  d──e        open   d, e
 *
 * @param paths node ids of each path, two nodes or more; every path is used once
 * @returns the rings, and the loose ends of what does not close
 * Where rings touch in a node the walk is cut as soon as it comes back to a node, so a figure of eight gives two rings.
 * Cost: linear in nodes. Deterministic: the result depends on the order of the paths only.
 */
export function stitchRings(paths: readonly ArrayLike<number>[]): StitchedRings {
  const atNode = pathsByEndNode(paths)
  const used = new Uint8Array(paths.length)
  const rings: number[][] = []
  const openEnds: number[] = []

  paths.forEach((path, first) => {
    if (used[first] || path.length < 2) return
    const chain: Step[] = []
    let next: Step | undefined = { path: first, reversed: false, from: path[0]! }
    while (next) {
      used[next.path] = 1
      chain.push(next)
      const tail = endOf(paths, next)
      // Back at a node of the chain: everything since then is a ring.
      const start = chain.findIndex((step) => step.from === tail)
      if (start >= 0) rings.push(nodesOf(paths, chain.splice(start)))
      next = chain.length === 0 && start >= 0 ? undefined : continuation(paths, atNode, used, tail)
    }
    if (chain.length > 0) openEnds.push(chain[0]!.from, endOf(paths, chain.at(-1)!))
  })
  return { rings, openEnds }
}

function pathsByEndNode(paths: readonly ArrayLike<number>[]): Map<number, number[]> {
  const atNode = new Map<number, number[]>()
  const add = (node: number, path: number) => {
    const known = atNode.get(node)
    if (known) known.push(path)
    else atNode.set(node, [path])
  }
  paths.forEach((path, index) => {
    if (path.length < 2) return
    add(path[0]!, index)
    if (path[path.length - 1] !== path[0]) add(path[path.length - 1]!, index)
  })
  return atNode
}

function continuation(
  paths: readonly ArrayLike<number>[],
  atNode: Map<number, number[]>,
  used: Uint8Array,
  node: number,
): Step | undefined {
  const path = atNode.get(node)?.find((candidate) => !used[candidate])
  return path === undefined ? undefined : { path, reversed: paths[path]![0] !== node, from: node }
}

function endOf(paths: readonly ArrayLike<number>[], step: Step): number {
  const path = paths[step.path]!
  return step.reversed ? path[0]! : path[path.length - 1]!
}

function nodesOf(paths: readonly ArrayLike<number>[], steps: Step[]): number[] {
  const nodes: number[] = [steps[0]!.from]
  for (const { path, reversed } of steps) {
    const along = Array.from(paths[path]!)
    if (reversed) along.reverse()
    for (let i = 1; i < along.length; i++) nodes.push(along[i]!)
  }
  return nodes
}
