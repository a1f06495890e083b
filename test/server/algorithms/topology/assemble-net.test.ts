import { expect, test } from 'vitest'
import { assembleNet, type NetInput } from '../../../../server/algorithms/topology/assemble-net.ts'
import { cells, rectangle, STEP } from '../../../support/block-world.ts'

const middle = (x: number, y: number): [number, number] => [(x + 0.5) * STEP, (y + 0.5) * STEP]
const ground = (input: Partial<NetInput> = {}): NetInput => ({
  faces: cells(3, 3).map((rings) => ({ rings, isWater: false, owner: null })),
  buildings: [],
  barriers: cells(3, 3).flatMap(([ring]) => ({ class: 'residential', coordinates: ring! })),
  sliverSquareMeters: 300,
  crossings: [],
  ferryLandingMeters: 300,
  ...input,
})

test('units are numbered in rows from the north-west', () => {
  const { units } = assembleNet(ground())
  const southWestCorners = units.map(({ geometry }) => (geometry.coordinates[0] as number[][])[0])
  expect(southWestCorners[0]).toEqual([0, 2 * STEP])
  expect(southWestCorners[1]).toEqual([STEP, 2 * STEP])
  expect(southWestCorners.at(-1)).toEqual([2 * STEP, 0])
})

test('the order in which faces arrive does not show', () => {
  const faces = ground().faces
  expect(assembleNet(ground({ faces: faces.toReversed() }))).toEqual(assembleNet(ground()))
})

test('each building names its unit, one outside all of them the nearest', () => {
  const { buildingUnits } = assembleNet(ground({ buildings: [middle(0, 2), middle(2, 0), middle(3, 0)] }))
  expect(buildingUnits.map(({ unit }) => unit)).toEqual([0, 8, 8])
  expect(buildingUnits[2]?.distanceMeters).toBeGreaterThan(50)
})

test('slivers are merged before units are numbered; one with a building stays', () => {
  const { units } = assembleNet(ground({ sliverSquareMeters: 1e6, buildings: [middle(0, 0), middle(2, 2)] }))
  expect(units).toHaveLength(2)
})

test('water keeps its kind, and the lake names the shore', () => {
  const shore = rectangle(1, 1, 2, 2)
  const faces = ground().faces.map((face, index) => ({ ...face, isWater: index === 4 }))
  const { units, neighbours } = assembleNet(
    ground({ faces, barriers: [...ground().barriers, { class: 'lake', coordinates: shore }] }),
  )
  expect(units.map(({ kind }) => kind).indexOf('water')).toBe(4)
  expect(neighbours.filter(({ barrierClass }) => barrierClass === 'lake').map(({ a, b }) => [a, b])).toEqual([
    [1, 4],
    [3, 4],
    [4, 5],
    [4, 7],
  ])
})

test('no ground, no net', () => {
  expect(assembleNet(ground({ faces: [], buildings: [[0, 0]] }))).toMatchObject({
    units: [],
    buildingUnits: [],
  })
})

test('ready-made units keep their owner and parts, small gaps between them are filled, large ones stand alone', () => {
  const owners = [0, 0, 1, 1, null, 1, 2, 2, 0]
  const faces = ground().faces.map((face, index) => ({ ...face, owner: owners[index]! }))
  const large = assembleNet(ground({ faces, barriers: [] }))
  expect(large.units.map(({ owner }) => owner).sort()).toEqual([0, 1, 2, null])
  const small = assembleNet(ground({ faces, barriers: [], sliverSquareMeters: 1e6 }))
  expect(small.units.map(({ owner }) => owner).sort()).toEqual([0, 1, 2])
  expect(small.units.find(({ owner }) => owner === 0)?.geometry.type).toBe('MultiPolygon')
})
