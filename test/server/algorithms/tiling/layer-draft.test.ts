import { expect, test } from 'vitest'
import { draftLayer, joinPoints, writeDraft } from '../../../../server/algorithms/tiling/layer-draft.ts'
import { boxRing, decodeLayer, drawn, SIZE, TILE } from '../../../support/tile-world.ts'

const draw = drawn()
const features = [
  { wkb: draw.point(1, 1), values: ['a'] },
  { wkb: draw.polygon(boxRing(0, 0, 9, 9)), values: ['b'] },
  { wkb: draw.point(5, 6), values: ['c'] },
]

test('a draft keeps shapes and points apart, and costs are said of either', () => {
  const draft = draftLayer({ name: 'layer', keys: ['id'], features }, TILE, SIZE)
  expect([draft.shapes.chosen, draft.points.chosen, draft.clusterUnits]).toEqual([[1], [0, 2], 0])
  expect(writeDraft(draft).costs.map((costs) => costs.length)).toEqual([1, 2])
})

test('its points can be joined, and joined again', () => {
  const draft = draftLayer({ name: 'layer', keys: ['id'], features }, TILE, SIZE)
  const points = () => decodeLayer(writeDraft(draft).bytes).slice(1)
  joinPoints(draft, 4)
  expect(points().map(({ properties }) => properties)).toEqual([{ id: 'a' }, { id: 'c' }])
  joinPoints(draft, 8)
  expect(points()).toEqual([{ type: 1, properties: { pointCount: 2 }, parts: [[[3, 4]]] }])
  expect(draft.clusterUnits).toBe(8)
})
