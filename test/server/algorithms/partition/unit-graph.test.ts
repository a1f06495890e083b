import { expect, test } from 'vitest'
import {
  checkUnitGraph,
  isCarrier,
  isSameRegion,
} from '../../../../server/algorithms/partition/unit-graph.ts'
import { aUnitGrid } from '../../../support/unit-grid.ts'

const graph = aUnitGrid({ columns: 2, weights: [1, 2] })
const band = { min: 1, max: 2 }

test('a whole graph and band pass', () => {
  expect(() => checkUnitGraph(graph, band)).not.toThrow()
})

test('lengths that differ are refused with both numbers', () => {
  const short = { ...graph, areasSquareMeters: new Float64Array(1) }
  expect(() => checkUnitGraph(short, band)).toThrow('areasSquareMeters has 1 values where 2 are needed.')
})

test('a negative weight and an empty band are refused', () => {
  expect(() => checkUnitGraph({ ...graph, weights: Float64Array.of(1, -2) }, band)).toThrow(
    'Unit 1 weighs -2',
  )
  expect(() => checkUnitGraph(graph, { min: 3, max: 2 })).toThrow('The band 3–2 is empty')
})

test('every further weight has its length and its band', () => {
  const further = { ...graph, furtherWeights: [Float64Array.of(1, 2)] }
  const furtherBands = [{ min: 0, max: 3 }]
  expect(() => checkUnitGraph(further, { ...band, furtherBands })).not.toThrow()
  expect(() => checkUnitGraph(further, band)).toThrow('furtherBands has 0 values where 1 are needed.')
  const empty = { ...band, furtherBands: [{ min: 0, max: 0 }] }
  expect(() => checkUnitGraph(further, empty)).toThrow('The band 0–0 is empty')
  const short = { ...graph, furtherWeights: [Float64Array.of(1)] }
  expect(() => checkUnitGraph(short, { ...band, furtherBands })).toThrow('furtherWeights has 1 values')
  const negative = { ...graph, furtherWeights: [Float64Array.of(1, -2)] }
  expect(() => checkUnitGraph(negative, { ...band, furtherBands })).toThrow('Unit 1 weighs -2 in weight 2')
})

test('without regions and carriers all units are of one region and on land', () => {
  expect(isSameRegion(graph, 0, 1)).toBe(true)
  expect(isSameRegion({ ...graph, regions: Int32Array.of(0, 1) }, 0, 1)).toBe(false)
  expect(isCarrier(graph, 0)).toBe(true)
  expect(isCarrier({ ...graph, carriers: Uint8Array.of(0, 1) }, 0)).toBe(false)
})
