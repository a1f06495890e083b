import type { Geometry } from 'geojson'
import type { RejectedRecord } from '../../../geo-data/records.ts'
import { geometryConverter, OutOfRange } from '../../algorithms/geometry/crs/convert-geometry.ts'
import type { SourceFile } from './readers/open-source-file.ts'
import { isRejected, type RawFeature, rejected } from './readers/raw-feature.ts'
import { type OsmRecordOptions, osmRecords } from './records/osm-records.ts'
import {
  type FeatureRecordOptions,
  type RepairedRecord,
  recordFromFeature,
} from './records/record-from-feature.ts'

export type RecordOptions = Partial<FeatureRecordOptions> &
  OsmRecordOptions & {
    /** `yx` when the file has latitude or northing first. */
    axes?: 'xy' | 'yx' | undefined
  }

/**
 * All records of an opened file, in WGS 84, snapped to 1e-7°; what cannot become one is yielded as a rejection.
 * @param options `layer` says what generic features are (areas when not given); OpenStreetMap files say it themselves
 */
export async function* readRecords(
  file: SourceFile,
  options: RecordOptions = {},
): AsyncGenerator<RepairedRecord | RejectedRecord> {
  if (file.kind === 'osm') {
    yield* osmRecords(file.osm, options)
    return
  }
  const convert = geometryConverter(file.crs, options.axes)
  for await (const item of file.features()) {
    const feature = isRejected(item) ? item : converted(item, convert)
    yield isRejected(feature)
      ? feature
      : recordFromFeature(feature, { ...options, layer: options.layer ?? 'areas' })
  }
}

function converted(
  feature: RawFeature,
  convert: (geometry: Geometry) => Geometry,
): RawFeature | RejectedRecord {
  try {
    return { ...feature, geometry: convert(feature.geometry) }
  } catch (error) {
    if (error instanceof OutOfRange) return rejected(feature.sourceId, 'out-of-range', error.message)
    throw error
  }
}
