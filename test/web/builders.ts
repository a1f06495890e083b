/** Things to show, with only what a test says different. */
import type { Area } from '../../web/state/areas.ts'
import { type Grid, gridRegister, type Plan } from '../../web/state/grids.ts'

let made = 0
const anId = () => `01980000-0000-7000-8000-${String(++made).padStart(12, '0')}`

export const anArea = (different: Partial<Area> = {}): Area => ({
  id: anId(),
  parent: null,
  county: anId(),
  level: 'community',
  code: '990121100005',
  name: '南门社区',
  nameEn: 'Nanmen Community',
  isFictional: true,
  areaSquareMeters: 1e6,
  bbox: [123.4, 30.1, 123.42, 30.12],
  labelPoint: [123.41, 30.11],
  ...different,
})

export const aGrid = (different: Partial<Grid['properties']> = {}): Grid => ({
  type: 'Feature',
  id: anId(),
  geometry: {
    type: 'Polygon',
    coordinates: [
      [
        [123.4, 30.1],
        [123.41, 30.1],
        [123.41, 30.11],
        [123.4, 30.1],
      ],
    ],
  },
  properties: {
    code: '990121100005004',
    label: '004',
    name: '南门社区第4网格',
    nameEn: 'Nanmen Community Grid 4',
    kind: 'basic',
    subtype: null,
    tier: 'basic',
    community: anId(),
    plan: 'a-plan',
    households: 264,
    population: 718,
    unitCount: 3,
    buildingCount: 34,
    areaSquareMeters: 42_600,
    exception: null,
    validFrom: '2026-01-01T12:00:00Z',
    validTo: null,
    ...different,
  },
})

/** A register that holds these grids, all of one plan with the band 200–400. */
export function showGrids(grids: Grid[]) {
  const plan = { id: 'a-plan', name: '首版方案', rules: { band: { min: 200, max: 400 } } } as Plan
  gridRegister.set({
    state: 'ready',
    grids: new Map(grids.map((grid) => [grid.id, grid])),
    plans: new Map([[plan.id, plan]]),
    band: plan.rules.band,
  })
}
