import { expect, test } from 'vitest'
import { type Crossing, findLinks } from '../../../../server/algorithms/topology/find-links.ts'
import { rectangle, STEP } from '../../../support/block-world.ts'

// West bank in two units, a river, the east bank, and an island of two parts in the river.
const units = [
  { polygons: [[rectangle(0, 1, 2, 2)]], isWater: false },
  { polygons: [[rectangle(0, 0, 2, 1)]], isWater: false },
  { polygons: [[rectangle(2, 0, 4, 2), rectangle(3, 0, 4, 1)]], isWater: true },
  { polygons: [[rectangle(4, 0, 6, 2)]], isWater: false },
]
const links = (crossings: Crossing[], more = {}) =>
  findLinks(crossings, {
    units,
    areNeighbours: (a, b) => b === 2 || a === 2 || b - a === 1,
    ferryLandingMeters: 60,
    ...more,
  })
const crossing = (kind: 'bridge' | 'ferry', coordinates: number[][], more = {}): Crossing => ({
  kind,
  coordinates: coordinates.map(([x, y]) => [x! * STEP, y! * STEP]),
  startsElsewhere: false,
  endsElsewhere: false,
  ...more,
})

test('a bridge joins the land at its ends, on both sides of the road that leads to it', () => {
  expect(
    links([
      crossing('bridge', [
        [1.9, 1],
        [4.1, 1.5],
      ]),
    ]),
  ).toEqual([
    { a: 0, b: 3, link: 'bridge' },
    { a: 1, b: 3, link: 'bridge' },
  ])
})

test('a bridge in pieces is one bridge', () => {
  const pieces = [
    crossing('bridge', [
      [3, 1.5],
      [4.1, 1.5],
    ]),
    crossing('bridge', [
      [3, 1.5],
      [1.9, 1.5],
    ]),
  ]
  expect(links(pieces)).toEqual([{ a: 0, b: 3, link: 'bridge' }])
})

test('a bridge over land joins nothing', () => {
  expect(
    links(
      [
        crossing('bridge', [
          [0.5, 0.5],
          [0.5, 1.5],
        ]),
      ],
      { areNeighbours: () => false },
    ),
  ).toEqual([])
})

test('a ferry lands where land is near enough to its ends', () => {
  expect(
    links([
      crossing('ferry', [
        [2.5, 1.5],
        [3.6, 1.5],
      ]),
    ]),
  ).toEqual([{ a: 0, b: 3, link: 'ferry' }])
  expect(
    links(
      [
        crossing('ferry', [
          [2.5, 1.5],
          [3.6, 1.5],
        ]),
      ],
      { ferryLandingMeters: 20 },
    ),
  ).toEqual([])
})

test('a crossing that leads into another community joins nothing here', () => {
  expect(
    links([
      crossing(
        'ferry',
        [
          [2.1, 1.5],
          [6.3, 1.5],
        ],
        { endsElsewhere: true },
      ),
    ]),
  ).toEqual([])
  expect(
    links([
      crossing('ferry', [
        [2.1, 1.5],
        [6.3, 1.5],
      ]),
    ]),
  ).toEqual([{ a: 0, b: 3, link: 'ferry' }])
})

test('units that share an edge need no link, and a bridge goes before a ferry', () => {
  const both = [
    crossing('ferry', [
      [1.9, 1.5],
      [4.1, 1.5],
    ]),
    crossing('bridge', [
      [1.9, 1.5],
      [4.1, 1.5],
    ]),
  ]
  expect(links(both)).toEqual([{ a: 0, b: 3, link: 'bridge' }])
  expect(links(both, { areNeighbours: () => true })).toEqual([])
})
