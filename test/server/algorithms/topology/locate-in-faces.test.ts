import { expect, test } from 'vitest'
import { FaceLocator } from '../../../../server/algorithms/topology/locate-in-faces.ts'
import { cells, STEP } from '../../../support/block-world.ts'

const field = new FaceLocator(cells(3, 1))

test('a point inside lies in its face', () => {
  expect(field.containing(1.5 * STEP, 0.5 * STEP)).toBe(1)
  expect(field.nearest(1.5 * STEP, 0.5 * STEP)).toEqual({ face: 1, distanceMeters: 0 })
})

test('a point outside belongs to the nearest face, with its distance', () => {
  const located = field.nearest(2.5 * STEP, 1.5 * STEP)
  expect(located?.face).toBe(2)
  expect(located?.distanceMeters).toBeCloseTo(55.287, 2)
})

test('nothing is near enough', () => {
  expect(field.nearest(2.5 * STEP, 1.5 * STEP, 50)).toBeUndefined()
  expect(new FaceLocator([]).nearest(0, 0)).toBeUndefined()
})

test('faces that are not accepted are passed over', () => {
  expect(field.nearest(2.5 * STEP, 0.5 * STEP, 100, (face) => face !== 2)?.face).toBe(1)
})

test('all faces within a distance are found', () => {
  expect(
    field
      .within(1 * STEP, 0.5 * STEP, 1)
      .map(({ face }) => face)
      .sort(),
  ).toEqual([0, 1])
})
