import type { Layer } from '../../platform/layers.ts'
import { workersAppearance } from './appearance.ts'
import { writeWorkers } from './write-workers.ts'

export const layers: readonly Layer[] = [
  {
    name: 'workers',
    title: { en: 'Gridworkers', zh: '网格员' },
    description: {
      en: 'People on duty by role, never by name',
      zh: '网格员、网格长等，只有角色，没有个人档案',
    },
    sql: /* sql */ `
      select id, geom, geom_3857, community_id as area_id, label, role, employment, on_duty as "onDuty",
        community_id as community
      from workers`,
    properties: {
      label: 'string',
      role: 'string',
      employment: 'string',
      onDuty: 'boolean',
      community: 'string',
    },
    geometryType: 'point',
    minZoom: 10,
    maxZoom: 16,
    visibility: 'jurisdiction',
    follows: [{ table: 'workers' }],
    appearance: workersAppearance,
    writes: writeWorkers,
  },
]
