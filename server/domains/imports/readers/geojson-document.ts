import { Assembler } from 'stream-json/assembler.js'
import type { Token } from 'stream-json/parser.js'
import { GEOMETRY_TYPES, geojsonFeature } from './geojson-feature.ts'
import { type RawItem, type ReaderLimits, rejected } from './raw-feature.ts'
import { UnreadableSource } from './unreadable-source.ts'

const CONVERT = 'Convert the file: ogr2ogr -f GeoJSON -t_srs EPSG:4326 out.geojson in'
const OPENS = new Set(['startObject', 'startArray'])
const CLOSES = new Set(['endObject', 'endArray'])
/** Members of the document that are kept; everything else outside the features is passed over. */
const KEPT_MEMBERS = new Set(['type', 'id', 'geometry', 'properties', 'coordinates', 'geometries', 'crs'])
/** Depth of a feature inside its collection: document, `features`, feature. */
const FEATURE_DEPTH = 2

/** A value being put together, or, once it is too large or too deep, only counted to its end. */
type Value = {
  assembler: Assembler | undefined
  depth: number
  numbers: number
  problem?: { rule: string; message: string }
}

type DocumentOptions = { idField?: string | undefined; onCrs?: ((name: string) => void) | undefined }

/**
 * Follows the tokens of one GeoJSON document.
 *
 *     { "type": "FeatureCollection", "crs": …, "features": [ {…}, {…} ], … }
 *       └ depth 1: members                                  └ depth 2: handed out one by one
 */
export class GeojsonDocument {
  readonly #limits: ReaderLimits
  readonly #options: DocumentOptions
  readonly #members: Record<string, unknown> = Object.create(null)
  #depth = 0
  #member = ''
  #inFeatures = false
  #sawFeatures = false
  #ordinal = 0
  #value: Value | undefined

  constructor(limits: ReaderLimits, options: DocumentOptions) {
    this.#limits = limits
    this.#options = options
  }

  /** Takes the next token; returns a feature or rejection when one is complete. */
  consume(token: Token): RawItem | undefined {
    if (this.#depth === 0 && token.name !== 'startObject')
      throw new UnreadableSource('The file holds JSON, but not an object as GeoJSON is.', CONVERT)
    if (this.#depth === 1 && token.name === 'keyValue') {
      this.#member = token.value
      return undefined
    }
    if (this.#startsValue(token)) this.#value = this.#newValue()
    if (this.#value) this.#feed(this.#value, token)
    else if (token.name === 'startArray' && this.#depth === 1) this.#inFeatures = this.#sawFeatures = true
    else if (token.name === 'endArray' && this.#depth === FEATURE_DEPTH) this.#inFeatures = false
    if (OPENS.has(token.name)) this.#depth++
    if (CLOSES.has(token.name)) this.#depth--
    return this.#value?.depth === 0 ? this.#complete(this.#value) : undefined
  }

  /** The end of the document: a Feature or geometry that stood alone, or the error that it was neither. */
  *finish(): Generator<RawItem> {
    const { type, geometries } = this.#members
    if (type === 'GeometryCollection' && Array.isArray(geometries)) {
      for (const geometry of geometries) yield this.#feature(geometry)
      return
    }
    if (type === 'Feature' || GEOMETRY_TYPES.has(type)) yield this.#feature(this.#members)
    else if (!this.#sawFeatures)
      throw new UnreadableSource(
        type === 'Topology'
          ? 'The file is TopoJSON, which is not supported.'
          : `The file holds JSON of the type ${JSON.stringify(type)?.slice(0, 40) ?? 'nothing'}, which is not GeoJSON.`,
        type === 'Topology' ? 'Convert it: mapshaper in.json -o format=geojson out.geojson' : CONVERT,
      )
  }

  #startsValue(token: Token): boolean {
    if (this.#value) return false
    if (this.#inFeatures) return this.#depth === FEATURE_DEPTH && token.name !== 'endArray'
    return (
      this.#depth === 1 &&
      token.name !== 'endObject' &&
      !(this.#member === 'features' && token.name === 'startArray')
    )
  }

  #newValue(): Value {
    const isKept = this.#inFeatures || KEPT_MEMBERS.has(this.#member)
    return { assembler: isKept ? new Assembler() : undefined, depth: 0, numbers: 0 }
  }

  #feed(value: Value, token: Token): void {
    if (OPENS.has(token.name)) value.depth++
    if (CLOSES.has(token.name)) value.depth--
    if (token.name === 'numberValue') value.numbers++
    if (value.depth > this.#limits.jsonDepth)
      value.problem ??= {
        rule: 'too-deep',
        message: `It is nested deeper than ${this.#limits.jsonDepth} levels.`,
      }
    // Three numbers a vertex and some for the properties: more cannot be a feature within the limit.
    if (value.numbers > 3 * this.#limits.verticesPerFeature + 1000)
      value.problem ??= {
        rule: 'too-many-vertices',
        message: `It has more than ${this.#limits.verticesPerFeature} vertices; simplify or divide it.`,
      }
    if (value.problem) value.assembler = undefined
    value.assembler?.consume(token)
  }

  #complete(value: Value): RawItem | undefined {
    this.#value = undefined
    const content = value.assembler?.current
    if (this.#inFeatures) {
      if (!value.problem) return this.#feature(content)
      return rejected(
        `#${++this.#ordinal}`,
        value.problem.rule,
        `Feature ${this.#ordinal}: ${value.problem.message}`,
      )
    }
    if (value.problem)
      throw new UnreadableSource(`The member "${this.#member}": ${value.problem.message}`, CONVERT)
    if (KEPT_MEMBERS.has(this.#member)) this.#members[this.#member] = content
    if (this.#member === 'crs') this.#tellCrs(content)
    return undefined
  }

  #feature(value: unknown): RawItem {
    this.#ordinal++
    return geojsonFeature(value, this.#ordinal, this.#limits, this.#options.idField)
  }

  #tellCrs(crs: unknown): void {
    const name = (crs as { properties?: { name?: unknown } } | null)?.properties?.name
    if (typeof name === 'string') this.#options.onCrs?.(name)
  }
}
