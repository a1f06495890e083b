import type { Layer } from '../../platform/layers.ts'
import { incidentsAppearance } from './appearance.ts'
import { writeIncidents } from './write-incidents.ts'

export const layers: readonly Layer[] = [
  {
    name: 'incidents',
    title: { en: 'Incidents', zh: '事件' },
    description: { en: 'Reported incidents with their state', zh: '上报事件及其状态' },
    sql: /* sql */ `
      select id, geom, geom_3857, coalesce(community_id, county_id) as area_id, class, severity, state,
        reported_at as "reportedAt", closed_at as "closedAt", community_id as community,
        tstzrange(reported_at, case when closed_at < reported_at then reported_at else closed_at end, '[]') as valid, updated_at
      from incidents`,
    properties: {
      class: 'string',
      severity: 'string',
      state: 'string',
      reportedAt: 'timestamp',
      closedAt: 'timestamp',
      community: 'string',
    },
    geometryType: 'point',
    minZoom: 10,
    maxZoom: 16,
    visibility: 'jurisdiction',
    time: 'happenings',
    follows: [{ table: 'incidents' }],
    appearance: incidentsAppearance,
    writes: writeIncidents,
  },
]
