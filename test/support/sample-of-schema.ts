/** A value that a JSON schema of the contract takes: the ground from which a hostile test departs. */
export type JsonSchema = {
  type?: string | string[]
  properties?: Record<string, JsonSchema>
  required?: string[]
  items?: JsonSchema | JsonSchema[]
  enum?: unknown[]
  const?: unknown
  anyOf?: JsonSchema[]
  oneOf?: JsonSchema[]
  allOf?: JsonSchema[]
  minItems?: number
  minimum?: number
  pattern?: string
  format?: string
}

const A_UUID = '01900000-0000-7000-8000-000000000000'

export function sampleOf(schema: JsonSchema = {}): unknown {
  if ('const' in schema) return schema.const
  if (schema.enum) return schema.enum[0]
  const choice = schema.anyOf?.[0] ?? schema.oneOf?.[0]
  if (choice) return sampleOf(choice)
  if (schema.allOf) return Object.assign({}, ...schema.allOf.map(sampleOf))
  switch ([schema.type].flat()[0]) {
    case 'object':
      // Optional members too: each is a place to put something hostile.
      return Object.fromEntries(
        Object.entries(schema.properties ?? {}).map(([name, inner]) => [name, sampleOf(inner)]),
      )
    case 'array':
      return Array.from({ length: Math.max(1, schema.minItems ?? 1) }, (_, index) =>
        sampleOf(Array.isArray(schema.items) ? schema.items[index] : schema.items),
      )
    case 'integer':
    case 'number':
      return Math.max(schema.minimum ?? 0, 1)
    case 'boolean':
      return true
    case 'null':
      return null
    default:
      if (schema.pattern?.includes('[0-9a-f]{8}') || schema.format === 'uuid') return A_UUID
      return schema.format === 'date-time' ? '2024-02-29T00:00:00Z' : 'x'
  }
}

/** Every copy of `value` with one of its leaves or members replaced by `intruder`. */
export function* withOneReplaced(value: unknown, intruder: unknown): Generator<unknown> {
  yield intruder
  if (typeof value !== 'object' || value === null) return
  for (const [key, inner] of Object.entries(value))
    for (const changed of withOneReplaced(inner, intruder))
      yield Array.isArray(value)
        ? value.map((item, index) => (String(index) === key ? changed : item))
        : { ...value, [key]: changed }
}
