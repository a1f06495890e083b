import type { Position } from 'geojson'
import { expect, test } from 'vitest'
import { divideBlock, divideBlocks } from '../../../../server/algorithms/topology/divide-block.ts'
import { rectangle, STEP } from '../../../support/block-world.ts'

const FACE = [rectangle(0, 0, 3, 3)]
const house = (x: number, y: number, households = 20, width = 0.2) => {
  const [west, south, east, north] = [x * STEP, y * STEP, (x + width) * STEP, (y + 0.2) * STEP]
  const outline: Position[] = [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ]
  return { outlines: [outline], households, compound: null }
}
const field = [0.5, 1.4, 2.3].flatMap((y) => [0.5, 1.4, 2.3].map((x) => house(x, y)))

/** Whether a segment crosses the outline of a house. */
const crosses = (a: Position, b: Position, { outlines }: ReturnType<typeof house>) =>
  outlines[0]!.slice(1).some((d, index) => {
    const c = outlines[0]![index]!
    const side = (p: Position, q: Position, r: Position) =>
      (q[0]! - p[0]!) * (r[1]! - p[1]!) > (q[1]! - p[1]!) * (r[0]! - p[0]!)
    return side(a, b, c) !== side(a, b, d) && side(c, d, a) !== side(c, d, b)
  })

test('lines run between the houses and reach the outline', () => {
  const lines = divideBlock({ face: FACE, buildings: field }, 60)
  expect(lines.length).toBeGreaterThan(1)
  for (const line of lines)
    for (let i = 1; i < line.length; i++)
      expect(field.some((it) => crosses(line[i - 1]!, line[i]!, it))).toBe(false)
  const outside = lines.flat().filter(([x, y]) => x! < 0 || y! < 0 || x! > 3 * STEP || y! > 3 * STEP)
  expect(outside.length).toBeGreaterThan(1)
})

test('a row of touching houses is parted along the party walls', () => {
  const row = [0.5, 0.7, 0.9, 1.1].map((x) => house(x, 1, 30))
  const lines = divideBlock({ face: FACE, buildings: row }, 60)
  expect(lines).toHaveLength(1)
  for (const [lng, lat] of lines[0]!)
    if (lat! > 1 * STEP && lat! < 1.2 * STEP) expect(Math.abs(lng! - 0.9 * STEP)).toBeLessThan(STEP / 500)
})

test('a block that is light enough, or one building, is not divided', () => {
  expect(divideBlock({ face: FACE, buildings: field }, 180)).toEqual([])
  expect(divideBlock({ face: FACE, buildings: [house(1, 1, 500)] }, 50)).toEqual([])
})

test('the lines of many blocks come together', () => {
  const block = { face: FACE, buildings: field }
  expect(divideBlocks({ blocks: [block, block], maxHouseholds: 60 })).toHaveLength(
    2 * divideBlock(block, 60).length,
  )
})
