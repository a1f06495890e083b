import { expect, test } from 'vitest'
import {
  compareCounts,
  compareTiles,
  isClustered,
} from '../../../../../server/commands/bench/serve/compare-tiles.ts'
import type { TileFeature } from '../../../../../server/commands/bench/serve/read-tile.ts'

const aFeature = (
  id: string,
  box: TileFeature['box'],
  more: TileFeature['properties'] = {},
): TileFeature => ({
  properties: { id, ...more },
  box,
})
const inside = [10, 10, 20, 20] as const
const inTheMargin = [-60, 10, 0, 20] as const

test('tiles with the same features are the same, in whatever order features and attributes come', () => {
  const ours = [aFeature('a', inside, { name: 'x', kind: 'y' }), aFeature('b', inside)]
  const theirs = [aFeature('b', inside), { properties: { kind: 'y', name: 'x', id: 'a' }, box: inside }]
  expect(compareTiles(ours, theirs)).toEqual([])
})

test('a missing feature, one too many and another attribute are named', () => {
  const ours = [aFeature('a', inside, { name: 'x' }), aFeature('b', inside)]
  const theirs = [aFeature('a', inside, { name: 'z' }), aFeature('c', inside)]
  expect(compareTiles(ours, theirs)).toEqual([
    'we have no feature c',
    'the SQL has no feature b',
    'a is [["id","a"],["name","x"]] with us and [["id","a"],["name","z"]] there',
  ])
})

test('what lies in the margin alone may be missing, but nothing may be compared with nothing', () => {
  expect(compareTiles([aFeature('a', inside)], [aFeature('a', inside), aFeature('b', inTheMargin)])).toEqual(
    [],
  )
  expect(compareTiles([], [])).toEqual([
    'the tile to compare with is empty; more --polygons or --points fill it',
  ])
})

test('clusters add up to the points of the tile; those on its far rim are the next one’s', () => {
  const aPoint = (x: number, y: number) => aFeature(`${x},${y}`, [x, y, x, y])
  const ours = [
    aFeature('a', [0, 5, 0, 5], { pointCount: 3 }),
    aFeature('b', [4100, 5, 4100, 5], { pointCount: 50 }),
    aPoint(9, 9),
  ]
  const theirs = [aPoint(0, 4), aPoint(0, 5), aPoint(1, 6), aPoint(9, 9), aPoint(4096, 9), aPoint(9, -1)]
  expect(isClustered(ours)).toBe(true)
  expect(isClustered(theirs)).toBe(false)
  expect(compareCounts(ours, theirs)).toEqual([])
  expect(compareCounts(ours, theirs.slice(1))).toEqual(['our points add up to 4 and those of the SQL to 3'])
  expect(compareCounts([], [])).toEqual(['our points add up to 0 and those of the SQL to 0'])
})
