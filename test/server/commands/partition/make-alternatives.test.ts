import { expect, test } from 'vitest'
import { makeAlternatives } from '../../../../server/commands/partition/make-alternatives.ts'
import { openDivider } from '../../../../server/commands/partition/open-divider.ts'
import { aUnitGrid } from '../../../support/unit-grid.ts'

const { divide } = openDivider(1)

test('where one plan is best by far the others still differ from it and from each other', async () => {
  const graph = aUnitGrid({ columns: 4, weights: new Array(16).fill(50) })
  const warnings: string[] = []
  const made = await makeAlternatives(
    graph,
    { min: 400, max: 400, zones: 2, seed: 1 },
    { count: 3, warnings, divide },
  )
  expect(made.map(({ seed }) => seed)).toEqual([1, 2, 3])
  expect(made.map(({ differs }) => differs === undefined || differs >= 0.05)).toEqual([true, true, true])
  expect(made.flatMap(({ plan }) => plan.exceptions)).toEqual([])
  expect(new Set(made.map(({ plan }) => plan.zoneOfUnit.join(''))).size).toBe(3)
  expect(warnings).toEqual([])
})

test('an alternative that cannot be is said to be none', async () => {
  const graph = aUnitGrid({ columns: 4, weights: [200, 200, 200, 200] })
  const warnings: string[] = []
  const options = { min: 400, max: 400, seed: 1, effort: 0.1 }
  const [, second] = await makeAlternatives(graph, options, { count: 2, warnings, divide })
  expect(second).toMatchObject({ differs: 0 })
  expect(warnings).toEqual([
    'Alternative 2 is nearly an earlier plan again: the map and the band leave little choice.',
  ])
})
