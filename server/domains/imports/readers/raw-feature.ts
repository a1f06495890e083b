import type { Geometry } from 'geojson'
import type { RejectedRecord } from '../../../../geo-data/records.ts'

/** One feature as its file has it: geometry in the file's own coordinate system, properties as they were. */
export type RawFeature = {
  /** The file's id, else an id property, else the ordinal: the same on every reading of the file. */
  sourceId: string
  geometry: Geometry
  properties: Record<string, unknown>
  /** What was put right while reading (a ring closed), for the list of repairs. */
  repairs?: string[]
}

export type RawItem = RawFeature | RejectedRecord

export const isRejected = (item: object): item is RejectedRecord =>
  (item as { layer?: unknown }).layer === 'rejected'

/** What a file may ask of this machine. */
export type ReaderLimits = {
  verticesPerFeature: number
  jsonDepth: number
  /** Of one file after decompression. */
  decompressedBytes: number
  /** Decompressed to compressed, once a file is past 64 MiB: beyond it is a bomb, not data. */
  decompressionRatio: number
  /** Of one feature or one line, in characters. */
  featureCharacters: number
}

export const DEFAULT_LIMITS: ReaderLimits = {
  // 200,000 vertices take ST_IsValid 11 seconds.
  verticesPerFeature: 200_000,
  jsonDepth: 64,
  decompressedBytes: 64 * 1024 ** 3,
  decompressionRatio: 200,
  featureCharacters: 64 * 1024 ** 2,
}

export const rejected = (
  sourceId: string,
  rule: string,
  message: string,
  place?: Geometry,
): RejectedRecord => ({
  layer: 'rejected',
  sourceId,
  rule,
  message,
  ...(place ? { place } : {}),
})
