import type { Layer } from '../../platform/layers.ts'
import { buildingsAppearance, unitsAppearance } from './appearance.ts'
import { barriersAppearance } from './barriers-appearance.ts'
import { writeBarriers } from './write-barriers.ts'
import { writeBuildings } from './write-buildings.ts'

export const layers: readonly Layer[] = [
  {
    name: 'barriers',
    title: { en: 'Barriers', zh: '道路、铁路与水系' },
    description: {
      en: 'Roads, railways and waters, along which ground is divided, and the links over water',
      zh: '划分地块所依的道路、铁路和水系，以及跨水的桥梁与轮渡',
    },
    sql: /* sql */ `
      select id, geom, geom_3857, kind, class, name, name_en as "nameEn", is_bridge as "isBridge",
        is_tunnel as "isTunnel"
      from barriers`,
    properties: {
      kind: 'string',
      class: 'string',
      name: 'string',
      nameEn: 'string',
      isBridge: 'boolean',
      isTunnel: 'boolean',
    },
    geometryType: 'mixed',
    minZoom: 8,
    maxZoom: 16,
    visibility: 'public',
    follows: [{ table: 'barriers' }],
    appearance: barriersAppearance,
    writes: writeBarriers,
  },
  {
    name: 'buildings',
    title: { en: 'Buildings', zh: '建筑物' },
    description: { en: 'Buildings with their households', zh: '建筑物及其户数' },
    sql: /* sql */ `
      select id, geom, geom_3857, community_id as area_id, community_id as community, use, levels, households,
        population, is_estimated as "isEstimated", name, name_en as "nameEn", compound
      from buildings`,
    properties: {
      community: 'string',
      use: 'string',
      levels: 'integer',
      households: 'integer',
      population: 'integer',
      isEstimated: 'boolean',
      name: 'string',
      nameEn: 'string',
      compound: 'string',
    },
    geometryType: 'polygon',
    minZoom: 13,
    maxZoom: 16,
    visibility: 'jurisdiction',
    follows: [{ table: 'buildings' }],
    appearance: buildingsAppearance,
    writes: writeBuildings,
  },
  {
    name: 'units',
    title: { en: 'Units', zh: '单元网格' },
    description: {
      en: 'The smallest pieces of ground, of the current nets: blocks between roads and waters',
      zh: '现行底图的最小地块：道路与水系之间的街坊',
    },
    sql: /* sql */ `
      select units.id, units.geom, units.geom_3857, units.community_id as area_id, units.community_id as community,
        units.ordinal, units.kind, units.households, units.population, units.building_count as "buildingCount",
        units.area_square_meters as "areaSquareMeters"
      from units
      join nets on nets.county_id = units.county_id and nets.id = units.net_id and nets.superseded_at is null`,
    properties: {
      community: 'string',
      ordinal: 'integer',
      kind: 'string',
      households: 'integer',
      population: 'integer',
      buildingCount: 'integer',
      areaSquareMeters: 'number',
    },
    geometryType: 'polygon',
    minZoom: 11,
    maxZoom: 16,
    visibility: 'jurisdiction',
    follows: [{ table: 'units' }, { table: 'nets' }],
    appearance: unitsAppearance,
    changedBy:
      'Units follow from barriers, borders and buildings: POST /api/units/build, or POST /api/imports with units.',
  },
]
