import { checkGeometry } from '../../../algorithms/geometry/check-geometry.ts'
import { sourceIdOf } from './geojson-feature.ts'
import { DEFAULT_LIMITS, type RawItem, type ReaderLimits, rejected } from './raw-feature.ts'
import { type DbfRow, readDbf } from './read-dbf.ts'
import { readShpShapes, type ShpShape } from './shp-records.ts'

/** The files of one shapefile, by their endings; only the .shp must be there. */
export type ShapefileParts = {
  shp: string
  shx?: string | undefined
  dbf?: string | undefined
  /** The text of the .cpg file. */
  cpg?: string | undefined
  limits?: Partial<ReaderLimits> | undefined
  onBytes?: ((bytes: number) => void) | undefined
}

const BYTES_PER_VERTEX = 16

/** Reads a shapefile: the n-th shape with the n-th row of its table. Deleted rows are passed over, unreadable shapes rejected. */
export async function* readShapefile(
  parts: ShapefileParts,
  options: { idField?: string | undefined; encoding?: string | undefined } = {},
): AsyncGenerator<RawItem> {
  const limits = { ...DEFAULT_LIMITS, ...parts.limits }
  // Shapes may carry two more ordinates a vertex; the exact count is checked on the parsed shape.
  const mostBytes = limits.verticesPerFeature * BYTES_PER_VERTEX * 2 + 1024
  const rows = parts.dbf ? readDbf(parts.dbf, { encoding: options.encoding, cpg: parts.cpg }) : undefined
  let ordinal = 0
  try {
    for await (const shape of readShpShapes(parts.shp, parts.shx, { mostBytes, onBytes: parts.onBytes })) {
      ordinal++
      const row = await rows?.next()
      // A table that ends early leaves shapes without attributes.
      const properties: DbfRow = row && !row.done ? row.value : {}
      if (properties) yield featureOf(shape, properties, ordinal, limits, options.idField)
    }
  } finally {
    await rows?.return(undefined)
  }
}

function featureOf(
  shape: ShpShape,
  properties: Record<string, unknown>,
  ordinal: number,
  limits: ReaderLimits,
  idField?: string,
): RawItem {
  const sourceId = sourceIdOf(undefined, properties, ordinal, idField)
  if (shape instanceof Error)
    return rejected(sourceId, 'unreadable-shape', `Record ${ordinal}: ${shape.message}`)
  const checked = checkGeometry(shape, limits.verticesPerFeature)
  if ('rule' in checked) return rejected(sourceId, checked.rule, `Record ${ordinal}: ${checked.message}`)
  const { geometry, repairs } = checked
  return { sourceId, geometry, properties, ...(repairs.length > 0 ? { repairs } : {}) }
}
