import type { Polygon } from 'geojson'
import { expect, test } from 'vitest'
import { buildUnitGraph } from '../../../../server/commands/partition/build-unit-graph.ts'
import { aSquare } from '../../../support/lng-lat-squares.ts'

const aUnit = (id: string, geometry: Polygon | null, weight = 1) => ({
  id,
  weight,
  furtherWeights: [],
  properties: {},
  geometry,
})

function warningsOf(...units: ReturnType<typeof aUnit>[]) {
  const warnings: string[] = []
  buildUnitGraph(units, {}, warnings)
  return warnings
}

test('a sound map has nothing to list', () => {
  expect(warningsOf(aUnit('a', aSquare(0, 0)), aUnit('b', aSquare(1, 0)))).toEqual([])
})

test('units that overlap without a common corner are named, and parts that nothing joins counted', () => {
  expect(
    warningsOf(aUnit('a', aSquare(0, 0)), aUnit('b', aSquare(0.5, 0)), aUnit('c', aSquare(9, 9))),
  ).toEqual([
    'Units a and b overlap: each keeps its area and its weight.',
    'The units fall into 3 parts that nothing joins: each is divided by itself. Edges of 0 m join them (--adjacency).',
  ])
})

test('the same outline twice is told with what it does to the shapes', () => {
  const warnings = warningsOf(
    aUnit('a', aSquare(0, 0)),
    aUnit('twin', aSquare(0, 0)),
    aUnit('b', aSquare(1, 0)),
  )
  expect(warnings[0]).toContain('Units a and twin overlap')
  expect(warnings.at(-1)).toContain('more boundary with their neighbours than they have')
})

test('a ring that crosses itself is told', () => {
  const bowtie = aSquare(0, 0)
  const [a, b, c, d] = bowtie.coordinates[0]!
  bowtie.coordinates = [[a!, c!, b!, d!, a!]]
  expect(warningsOf(aUnit('a', bowtie))).toEqual([
    '1 units have a ring that crosses itself: their areas are not reliable. The first is a.',
  ])
})

test('weights beyond what a number holds exactly are refused', () => {
  expect(() => warningsOf(aUnit('a', aSquare(0, 0), 1e308))).toThrow('The weights add up to 1e+308')
})
