import { expect, test } from 'vitest'
import { mergeSlivers } from '../../../../server/algorithms/topology/merge-slivers.ts'

const strength = (barrierClass: string) => ({ motorway: 0.95, lane: 0.1 })[barrierClass] ?? 0.5
const face = (areaSquareMeters: number, more = {}) => ({
  areaSquareMeters,
  hasBuildings: false,
  isWater: false,
  owner: null,
  ...more,
})
const edge = (a: number, b: number, sharedMeters: number, barrierClass: string | null = 'street') => ({
  a,
  b,
  sharedMeters,
  barrierClass,
})
const groups = (...input: Parameters<typeof mergeSlivers>) =>
  mergeSlivers(...input).map(({ members }) => members)

test('a sliver goes to the neighbour over the weakest barrier, if they share enough', () => {
  const faces = [face(5000), face(100), face(5000), face(5000)]
  const edges = [edge(0, 1, 50, 'motorway'), edge(1, 2, 40, 'lane'), edge(1, 3, 5)]
  expect(groups(faces, edges, 300, strength)).toEqual([[0], [1, 2], [3]])
})

test('over equal barriers the longest edge decides', () => {
  const faces = [face(5000), face(100), face(5000)]
  expect(groups(faces, [edge(0, 1, 50, 'lane'), edge(1, 2, 60, 'lane')], 300, strength)).toEqual([
    [0],
    [1, 2],
  ])
})

test('slivers merge with each other until they can stand alone or reach a block', () => {
  const faces = [face(100), face(120), face(130), face(9000)]
  expect(groups(faces, [edge(0, 1, 9), edge(1, 2, 9), edge(2, 3, 1)], 300, strength)).toEqual([
    [0, 1, 2],
    [3],
  ])
  expect(groups(faces, [edge(0, 1, 9), edge(1, 2, 9), edge(2, 3, 1)], 400, strength)).toEqual([[0, 1, 2, 3]])
})

test('what a division left over goes back, whatever its size and however long its other edges are', () => {
  const faces = [face(5000), face(9000), face(5000, { hasBuildings: true })]
  const edges = [edge(0, 1, 500, 'lane'), edge(1, 2, 5, null)]
  expect(groups(faces, edges, 300, strength)).toEqual([[0], [1, 2]])
  expect(
    groups([face(5000, { hasBuildings: true }), faces[2]!], [edge(0, 1, 5, null)], 300, strength),
  ).toEqual([[0], [1]])
})

test('a small face with a building stands alone, and so does one without neighbours', () => {
  expect(groups([face(100, { hasBuildings: true }), face(9000)], [edge(0, 1, 40)], 300, strength)).toEqual([
    [0],
    [1],
  ])
  expect(groups([face(100)], [], 300, strength)).toEqual([[0]])
})

test('land goes to land and water to water where it can; the larger part says what the whole is', () => {
  const faces = [face(5000, { isWater: true }), face(100), face(5000)]
  const edges = [edge(0, 1, 90, 'lane'), edge(1, 2, 10, 'motorway')]
  expect(mergeSlivers(faces, edges, 300, strength)).toEqual([
    { members: [0], isWater: true, owner: null },
    { members: [1, 2], isWater: false, owner: null },
  ])
  expect(mergeSlivers(faces.slice(0, 2), edges.slice(0, 1), 300, strength)).toEqual([
    { members: [0, 1], isWater: true, owner: null },
  ])
})

test('faces of one owner are one, apart or not; what is nobody’s goes to a neighbour', () => {
  const faces = [face(100, { owner: 7 }), face(50), face(5000), face(200, { owner: 7 })]
  const edges = [edge(0, 1, 9), edge(1, 2, 3), edge(2, 3, 20)]
  expect(mergeSlivers(faces, edges, 300, strength)).toEqual([
    { members: [0, 1, 3], isWater: false, owner: 7 },
    { members: [2], isWater: false, owner: null },
  ])
})
