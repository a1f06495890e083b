import { expect, test } from 'vitest'
import { findPlaces } from '../../web/features/search/find-places.ts'
import { aGrid, anArea } from './builders.ts'

const areas = [
  anArea({ name: '湖心村', nameEn: 'Huxin Village' }),
  anArea({ name: '南门社区', nameEn: 'Nanmen' }),
]
const grids = [
  aGrid({ code: '990121100005004', name: '南门社区第4网格' }),
  aGrid({ code: '990121100005014', name: '南门社区第14网格' }),
]

test('a community is found by its Chinese or English name, any case', () => {
  expect(findPlaces('湖心', areas, grids).areas.map(({ name }) => name)).toEqual(['湖心村'])
  expect(findPlaces('nanMEN', areas, grids).areas.map(({ name }) => name)).toEqual(['南门社区'])
})

test('a grid is found by a part of its code', () => {
  expect(findPlaces('05004', areas, grids).grids.map(({ properties }) => properties.code)).toEqual([
    '990121100005004',
  ])
})

test('what begins with the text comes first, and nothing is found for blanks', () => {
  const found = findPlaces('社区', [anArea({ name: '老街社区' }), anArea({ name: '社区中心' })], [])
  expect(found.areas.map(({ name }) => name)).toEqual(['社区中心', '老街社区'])
  expect(findPlaces('  ', areas, grids)).toEqual({ areas: [], grids: [] })
})
