import { expect, test } from 'vitest'
import { voronoiDividers } from '../../../../server/algorithms/topology/voronoi-dividers.ts'

const field = (columns: number, rows: number) =>
  Float64Array.from(
    Array.from({ length: columns * rows }, (_, i) => [i % columns, Math.floor(i / columns)]).flat(),
  )

test('two halves are parted by one line through the middle that runs out on both sides', () => {
  const pieceOf = Array.from({ length: 24 }, (_, i) => (i % 6 < 3 ? 0 : 1))
  const dividers = voronoiDividers(field(6, 4), pieceOf, 100)
  expect(dividers).toHaveLength(1)
  const points = dividers[0]!.points
  for (const [x] of points) expect(x).toBeCloseTo(2.5, 9)
  const ys = points.map(([, y]) => y)
  expect(Math.min(...ys)).toBeLessThan(-90)
  expect(Math.max(...ys)).toBeGreaterThan(90)
})

test('where three pieces meet, three lines meet', () => {
  const pieceOf = Array.from({ length: 36 }, (_, i) => (i % 6 < 3 ? 0 : i < 18 ? 1 : 2))
  const dividers = voronoiDividers(field(6, 6), pieceOf, 100)
  const ends = dividers.flatMap(({ points }) => [points[0]!, points.at(-1)!])
  expect(dividers).toHaveLength(3)
  expect(ends.filter(([x, y]) => Math.hypot(x - 2.5, y - 2.5) < 1e-6)).toHaveLength(3)
})

test('a piece inside another is ringed', () => {
  const isInner = (i: number) => i % 6 > 1 && i % 6 < 4 && i > 11 && i < 24
  const dividers = voronoiDividers(
    field(6, 6),
    Array.from({ length: 36 }, (_, i) => (isInner(i) ? 1 : 0)),
    100,
  )
  expect(dividers).toHaveLength(1)
  expect(dividers[0]!.points[0]).toEqual(dividers[0]!.points.at(-1))
})

test('clearance is the distance to the nearest points', () => {
  const points = Float64Array.from([0, 0, 0, 1, 10, 0, 10, 1])
  const [divider] = voronoiDividers(points, [0, 0, 1, 1], 100)
  expect(divider!.clearances[1]).toBeCloseTo(Math.hypot(5, 0.5), 9)
})
