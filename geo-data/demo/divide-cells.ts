/** Divides a connected set of cells into connected parts of about equal weight by halving it again and again. */

export type CellSet = {
  cells: number[]
  /** By cell. */
  weight: (cell: number) => number
  column: (cell: number) => number
  row: (cell: number) => number
}

/** `count` connected parts (fewer when there are fewer cells). Deterministic. */
export function divideCells(set: CellSet, count: number): number[][] {
  if (count <= 1 || set.cells.length <= 1) return [set.cells]
  const first = Math.floor(count / 2)
  const halves = halve(set, first / count)
  if (!halves) return [set.cells]
  return [
    ...divideCells({ ...set, cells: halves[0] }, first),
    ...divideCells({ ...set, cells: halves[1] }, count - first),
  ]
}

/** Cuts along the shorter way; the cut nearest to the wanted share that leaves both parts connected. */
function halve(set: CellSet, share: number): [number[], number[]] | undefined {
  const spread = (of: (cell: number) => number) =>
    Math.max(...set.cells.map(of)) - Math.min(...set.cells.map(of))
  const [major, minor] = spread(set.column) >= spread(set.row) ? [set.column, set.row] : [set.row, set.column]
  for (const [a, b] of [
    [major, minor],
    [minor, major],
  ] as const) {
    const ordered = [...set.cells].sort((p, q) => a(p) - a(q) || b(p) - b(q))
    const total = ordered.reduce((sum, cell) => sum + set.weight(cell), 0)
    let sum = 0
    const cuts = ordered.slice(0, -1).map((cell, k) => {
      sum += set.weight(cell)
      return { at: k + 1, miss: Math.abs(sum - share * total) }
    })
    cuts.sort((p, q) => p.miss - q.miss || p.at - q.at)
    for (const { at } of cuts) {
      const parts: [number[], number[]] = [ordered.slice(0, at), ordered.slice(at)]
      if (parts.every((part) => isConnected({ ...set, cells: part }))) return parts
    }
  }
  return undefined
}

/** Whether one can walk over shared sides through all cells. */
export function isConnected({ cells, column, row }: CellSet): boolean {
  const left = new Map(cells.map((cell) => [`${column(cell)},${row(cell)}`, cell]))
  const queue = cells.slice(0, 1)
  for (const cell of queue) {
    left.delete(`${column(cell)},${row(cell)}`)
    for (const [di, dj] of [
      [1, 0],
      [-1, 0],
      [0, 1],
      [0, -1],
    ] as const) {
      const key = `${column(cell) + di},${row(cell) + dj}`
      const next = left.get(key)
      if (next === undefined) continue
      left.delete(key)
      queue.push(next)
    }
  }
  return left.size === 0
}
