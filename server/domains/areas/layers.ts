import type { Layer } from '../../platform/layers.ts'
import { areasAppearance, communitiesAppearance } from './appearance.ts'

const AREA_COLUMNS = /* sql */ `id, geom, geom_3857, code, name, name_en as "nameEn", level,
  parent_id as parent, area_square_meters as "areaSquareMeters", is_fictional as "isFictional"`

const CHANGED_BY_IMPORT = 'Areas come in by import, whole: POST /api/imports.'

const AREA_PROPERTIES = {
  code: 'string',
  name: 'string',
  nameEn: 'string',
  level: 'string',
  parent: 'string',
  areaSquareMeters: 'number',
  isFictional: 'boolean',
} as const

export const layers: readonly Layer[] = [
  {
    name: 'areas',
    title: { en: 'Areas', zh: '行政区划' },
    description: { en: 'Administrative areas, province to community', zh: '省、市、区县、镇街、村社区' },
    sql: /* sql */ `select ${AREA_COLUMNS} from areas`,
    properties: AREA_PROPERTIES,
    geometryType: 'polygon',
    minZoom: 0,
    maxZoom: 16,
    visibility: 'public',
    follows: [{ table: 'areas' }],
    appearance: areasAppearance,
    changedBy: CHANGED_BY_IMPORT,
  },
  {
    name: 'communities',
    title: { en: 'Communities', zh: '村社区' },
    description: { en: 'Villages and residential communities', zh: '村、社区' },
    sql: /* sql */ `select ${AREA_COLUMNS} from areas where level = 'community'`,
    properties: AREA_PROPERTIES,
    geometryType: 'polygon',
    minZoom: 8,
    maxZoom: 16,
    visibility: 'public',
    follows: [{ table: 'areas' }],
    appearance: communitiesAppearance,
    isPartOf: 'areas',
    changedBy: CHANGED_BY_IMPORT,
  },
]
