import { expect } from 'vitest'
import { layers } from '../../../../server/app.ts'
import { tileOf } from '../../../../server/domains/tiles/tile-of.ts'
import { layerNamed } from '../../../../server/platform/layers.ts'
import { test } from '../../../support/app.ts'
import { anArea, square } from '../../../support/builders.ts'
import { decodeTile } from '../../../support/decode-tile.ts'

const areas = layerNamed(layers, 'areas')!

/** A star with `corners` corners round a place: neither box nor convex. */
function star(lng: number, lat: number, degrees: number, corners: number) {
  const ring = Array.from({ length: corners }, (_, i) => {
    const radius = i % 2 === 0 ? degrees : degrees * 0.6
    const angle = (2 * Math.PI * i) / corners
    return [lng + radius * Math.cos(angle), lat + radius * Math.sin(angle)]
  })
  return { type: 'MultiPolygon', coordinates: [[[...ring, ring[0]!]]] }
}

/** Shapes from a metre to a degree, on both sides of tile borders. */
const shapes = Array.from({ length: 60 }, (_, i) =>
  star(120.05 + ((i * 37) % 60) / 200, 30.05 + ((i * 23) % 60) / 250, 1e-5 * 1.2 ** i, 5 + (i % 9) * 2 - 1),
)

const tiles = [
  { z: 0, x: 0, y: 0 },
  { z: 6, x: 53, y: 26 },
  { z: 9, x: 426, y: 211 },
  { z: 11, x: 1707, y: 844 },
  { z: 12, x: 3413, y: 1688 },
  { z: 14, x: 13_654, y: 6754 },
  { z: 16, x: 54_618, y: 27_020 },
]

test('both ways to make a tile give the same features, properties and outlines', async ({
  db,
  services: { engine },
}) => {
  for (const [i, geometry] of shapes.entries()) await anArea(db, { name: `星 ${i}`, geometry })
  await anArea(db, { name: '带', geometry: square(120, 30, 0.4) })
  let seen = 0
  for (const tile of tiles) {
    const inNode = decodeTile(await tileOf({ db, capabilities: { mvt: false } }, [areas], tile), 'areas')
    seen += inNode.length
    if (engine === 'embedded') continue
    const inDatabase = decodeTile(await tileOf({ db, capabilities: { mvt: true } }, [areas], tile), 'areas')
    const at = JSON.stringify(tile)
    expect(
      inNode.map((feature) => feature.properties),
      at,
    ).toEqual(inDatabase.map((feature) => feature.properties))
    for (const [i, feature] of inNode.entries()) {
      const expected = inDatabase[i]!
      expect(feature.kind).toBe(expected.kind)
      for (const side of [0, 1, 2, 3] as const)
        expect(Math.abs(feature.box[side] - expected.box[side]), at).toBeLessThanOrEqual(1)
      expect(feature.area).toBeGreaterThan(0)
      // Every outline within a unit of the other: the areas differ by less than a strip of that width along it.
      expect(Math.abs(feature.area - expected.area), at).toBeLessThanOrEqual(expected.length)
    }
  }
  expect(seen).toBe(85)
})
