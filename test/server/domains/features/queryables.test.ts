import { expect } from 'vitest'
import { queryablesOf } from '../../../../server/domains/features/queryables.ts'
import { test } from '../../../support/app.ts'

test('what a layer can be filtered by is a JSON Schema', () => {
  const layer = {
    title: { en: 'Incidents', zh: '事件' },
    description: { en: 'Reported', zh: '上报' },
    geometryType: 'point',
    properties: {
      class: 'string',
      count: 'integer',
      area: 'number',
      isOpen: 'boolean',
      openedAt: 'timestamp',
    },
  } as const
  expect(queryablesOf(layer, 'http://localhost/ogc/collections/incidents/queryables')).toEqual({
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: 'http://localhost/ogc/collections/incidents/queryables',
    type: 'object',
    title: 'Incidents 事件',
    description: 'Reported. 上报。',
    properties: {
      id: { title: 'id', type: 'string', format: 'uuid', 'x-ogc-role': 'id' },
      geometry: {
        title: 'geometry',
        format: 'geometry-point-or-multipoint',
        'x-ogc-role': 'primary-geometry',
      },
      class: { title: 'class', type: 'string' },
      count: { title: 'count', type: 'integer' },
      area: { title: 'area', type: 'number' },
      isOpen: { title: 'isOpen', type: 'boolean' },
      openedAt: { title: 'openedAt', type: 'string', format: 'date-time' },
    },
    additionalProperties: false,
  })
})
