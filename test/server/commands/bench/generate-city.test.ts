import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { labelComponents } from '../../../../server/algorithms/graph/label-components.ts'
import { checkUnitGraph } from '../../../../server/algorithms/partition/unit-graph.ts'
import { generateCity } from '../../../../server/commands/bench/generate-city.ts'
import { writeGeneratedCase } from '../../../../server/commands/bench/generated-case.ts'

test.for([12, 40, 400, 2_000])(
  'a city of %i units is one connected piece of about so many, some of them empty',
  (size) => {
    const { graph } = generateCity(size, 7)
    checkUnitGraph(graph, { min: 200, max: 400 })
    expect(Math.abs(graph.weights.length / size - 1)).toBeLessThan(0.05)
    expect(labelComponents(graph, () => true).count).toBe(1)
    expect(Math.max(...graph.weights)).toBeLessThanOrEqual(350)
    if (size >= 400) expect(graph.weights.filter((weight) => weight === 0).length).toBeGreaterThan(size / 50)
  },
)

test('the same seed gives the same city, another seed another', () => {
  expect(generateCity(50, 1).graph).toEqual(generateCity(50, 1).graph)
  expect(generateCity(50, 1).graph).not.toEqual(generateCity(50, 2).graph)
})

test('no unit has more common boundary than outline, and the river has banks', () => {
  const { graph, unitOfCell } = generateCity(400, 3)
  for (let unit = 0; unit < graph.weights.length; unit++) {
    const shared = graph.sharedMeters.subarray(graph.offsets[unit], graph.offsets[unit + 1])
    expect(shared.reduce((sum, meters) => sum + meters, 0)).toBeLessThan(graph.perimetersMeters[unit]! + 1e-6)
  }
  expect(unitOfCell.filter((unit) => unit === -1).length).toBeGreaterThan(10)
})

test('read back from its file, a city has the neighbours and measures it was made with', () => {
  const folder = mkdtempSync(join(tmpdir(), 'wangge-city-'))
  try {
    const made = generateCity(150, 5).graph
    const read = writeGeneratedCase(folder, 150, 5).graph
    expect(read.weights).toEqual(made.weights)
    // Edges shorter than a corner is snapped to are lost.
    expect(Math.abs(read.neighbours.length - made.neighbours.length)).toBeLessThanOrEqual(4)
    read.areasSquareMeters.forEach((area, unit) => {
      expect(area / made.areasSquareMeters[unit]!).toBeCloseTo(1, 2)
      expect(read.perimetersMeters[unit]! / made.perimetersMeters[unit]!).toBeCloseTo(1, 2)
    })
  } finally {
    rmSync(folder, { recursive: true })
  }
})
