import type { Layer } from '../../platform/layers.ts'

export const layers: readonly Layer[] = [
  {
    name: 'incidents',
    title: { en: 'Incidents', zh: '事件' },
    description: { en: 'Reported incidents with their state', zh: '上报事件及其状态' },
    sql: /* sql */ `
      select id, geom, geom_3857, coalesce(community_id, county_id) as area_id, class, severity, state,
        to_char(reported_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "reportedAt",
        to_char(closed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "closedAt",
        community_id as community
      from incidents`,
    properties: {
      class: 'string',
      severity: 'string',
      state: 'string',
      reportedAt: 'string',
      closedAt: 'string',
      community: 'string',
    },
    geometryType: 'point',
    minZoom: 10,
    maxZoom: 16,
    visibility: 'jurisdiction',
  },
]
