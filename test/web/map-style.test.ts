import { expect, test } from 'vitest'
import { mapStyle } from '../../web/map/map-style.ts'
import { DRAWINGS, LAYERS_OF_SWITCH, NAMED_LAYERS } from '../../web/map-contents.ts'
import { SWITCHES } from '../../web/state/visible-layers.ts'

const style = mapStyle(DRAWINGS)
const ids = style.layers.map(({ id }) => id)

test('the map needs no font server and no base map: every address is the page’s own', () => {
  expect(style.glyphs).toBeUndefined()
  expect(style.sprite).toBeUndefined()
  const addresses = JSON.stringify(style).match(/https?:\/\/[^"/]+/g) ?? []
  expect(new Set(addresses)).toEqual(new Set([location.origin]))
})

test('every layer has its own name and a source that exists', () => {
  expect(new Set(ids).size).toBe(ids.length)
  const sources = style.layers.flatMap((layer) => ('source' in layer ? [layer.source] : []))
  expect(Object.keys(style.sources)).toEqual(expect.arrayContaining(sources))
})

test('every switch shows layers that exist, and every layer of a thing has a switch', () => {
  expect(Object.keys(LAYERS_OF_SWITCH).sort()).toEqual([...SWITCHES].sort())
  const switched = Object.values(LAYERS_OF_SWITCH).flat()
  expect(ids).toEqual(expect.arrayContaining([...switched, ...NAMED_LAYERS]))
  const withoutSwitch = ids.filter((id) => !switched.includes(id))
  expect(withoutSwitch).toEqual(['ground', 'area-land', 'measure-area', 'measure-line', 'measure-point'])
})
