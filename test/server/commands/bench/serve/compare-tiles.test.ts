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
  expect(compareTiles([], [])).toEqual(['the tile to compare with is empty'])
})

test('clusters add up to the points of the tile; those on its very edge may be the next one’s', () => {
  const ours = [
    aFeature('a', [5, 5, 5, 5], { pointCount: 7 }),
    aFeature('b', [4096, 5, 4096, 5], { pointCount: 2 }),
    aFeature('c', [9, 9, 9, 9]),
    aFeature('d', [4100, 5, 4100, 5], { pointCount: 50 }),
  ]
  expect(isClustered(ours)).toBe(true)
  expect(isClustered([ours[2]!])).toBe(false)
  for (const count of [8, 9, 10]) expect(compareCounts(ours, count)).toEqual([])
  expect(compareCounts(ours, 11)).toEqual(['our points add up to 8 to 10 and the SQL counts 11'])
  expect(compareCounts([], 0)).toEqual(['our points add up to 0 and the SQL counts 0'])
})
