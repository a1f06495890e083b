import { ByteWriter } from './byte-writer.ts'

/** What an attribute can be; null: the feature has none of that name. */
export type TileValue = string | number | boolean | bigint | null

/** A row of a layer: its geometry in EPSG:3857 as little-endian WKB, its attributes in the order of the layer's keys. */
export type TileRow = Readonly<{ wkb: Uint8Array; values: readonly TileValue[] }>

/** A layer of a tile, before it is encoded. */
export type TileLayer = Readonly<{ name: string; keys: readonly string[]; features: readonly TileRow[] }>

/** Kinds of features as vector tiles number them. */
export const [POINTS, LINES, POLYGONS] = [1, 2, 3] as const
export type FeatureKind = typeof POINTS | typeof LINES | typeof POLYGONS

/**
 * The features of a layer that are in a tile, their geometry already in bytes: entry i of each list is one feature. What is
 * decided later (which of them are kept, which keys and values are written) does not touch their geometry again.
 */
export class TileFeatures {
  readonly kinds: FeatureKind[] = []
  readonly values: (readonly TileValue[])[] = []
  /** Square units of a polygon, units of a line, 0 of points: what goes first when a tile is too full. */
  readonly sizes: number[] = []
  /** Units from the tile's north-west corner, of single points; NaN of all others. */
  readonly xs: number[] = []
  readonly ys: number[] = []
  /** The commands of all features, and the byte after those of each. */
  readonly geometry = new ByteWriter(1 << 14)
  readonly ends: number[] = []

  get count(): number {
    return this.kinds.length
  }

  /** Adds a feature whose commands `geometry` has just been given. */
  add(kind: FeatureKind, values: readonly TileValue[], size: number, x = Number.NaN, y = Number.NaN): void {
    this.kinds.push(kind)
    this.values.push(values)
    this.sizes.push(size)
    this.xs.push(x)
    this.ys.push(y)
    this.ends.push(this.geometry.length)
  }

  /** Adds a single point. */
  addPoint(x: number, y: number, values: readonly TileValue[]): void {
    const { geometry } = this
    geometry.reserve(15)
    geometry.smallVarint(command(MOVE_TO, 1))
    geometry.smallVarint(zigzag(x))
    geometry.smallVarint(zigzag(y))
    this.add(POINTS, values, 0, x, y)
  }
}

export const [MOVE_TO, LINE_TO, CLOSE_PATH] = [1, 2, 7] as const

/** A drawing command for so many positions: https://github.com/mapbox/vector-tile-spec/tree/master/2.1 § 4.3.1 */
export const command = (id: number, count: number) => ((count << 3) | id) >>> 0

/** A whole number of 32 bits so that small ones of either sign are short. */
export const zigzag = (value: number) => ((value << 1) ^ (value >> 31)) >>> 0
