import type { ImportRecord, RejectedRecord } from '../../../../geo-data/records.ts'
import type { OsmSource } from '../readers/osm-entities.ts'
import { isRejected, rejected } from '../readers/raw-feature.ts'
import { readOsm } from '../readers/read-osm.ts'
import { mapAdminLevels } from './area-levels.ts'
import { type OsmArea, recordFromOsm } from './record-from-osm.ts'
import { selectOsm } from './select-osm.ts'

export type OsmRecordOptions = {
  /** OSM's administrative level of communities; the deepest that has a closed area when not given. */
  communityLevel?: number | undefined
}

const isOsmArea = (record: object): record is OsmArea => 'adminLevel' in record

/**
 * The records of an OpenStreetMap file. Areas are held back until all are known, since their levels depend on each other (they are few:
 * a county has hundreds), and come last.
 */
export async function* osmRecords(
  source: OsmSource,
  options: OsmRecordOptions = {},
): AsyncGenerator<(ImportRecord & { repairs?: string[] }) | RejectedRecord> {
  const areas: OsmArea[] = []
  for await (const item of readOsm(source, selectOsm)) {
    if (isRejected(item)) yield item
    else {
      const record = recordFromOsm(item)
      if (isOsmArea(record)) areas.push(record)
      else yield item.repairs && !isRejected(record) ? { ...record, repairs: item.repairs } : record
    }
  }
  yield* levelledAreas(areas, options.communityLevel)
}

function* levelledAreas(areas: OsmArea[], communityLevel?: number): Generator<ImportRecord | RejectedRecord> {
  const levels = mapAdminLevels(
    areas.map((area) => area.adminLevel),
    communityLevel,
  )
  for (const { adminLevel, ...area } of areas) {
    const level = levels.get(adminLevel)
    if (level) yield { ...area, level }
    else
      yield rejected(
        area.sourceId,
        'no-level',
        `"${area.name}" has the administrative level ${adminLevel}, for which there is no level of ours beside ${[...levels.keys()].join(', ')}.`,
        area.geometry,
      )
  }
}
