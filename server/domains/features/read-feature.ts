import { Compile, type Validator } from 'typebox/compile'
import { invalidRequest } from '../../platform/errors.ts'
import type { LayerWrites, StoredFeature } from '../../platform/layer-writes.ts'
import type { Layer } from '../../platform/layers.ts'

type Properties = Readonly<Record<string, unknown>>
type Writable = { layer: Layer; writes: LayerWrites }

const validators = new WeakMap<object, Validator>()

function validatorOf({ properties }: LayerWrites): Validator {
  const known = validators.get(properties)
  if (known) return known
  const made = Compile(properties) as unknown as Validator
  validators.set(properties, made)
  return made
}

/**
 * The properties of a feature that is to be stored, checked by the collection's schema; null is the same as absent.
 * @param sent as the client has them
 * @param before how the feature is shown now: what follows from other things may be sent back as it is, and not otherwise
 * @throws DomainError `invalid-request` naming the property
 */
export function readProperties({ layer, writes }: Writable, sent: unknown, before?: Properties): Properties {
  const writable = writes.properties.properties
  const properties: Record<string, unknown> = {}
  for (const [name, value] of Object.entries((sent ?? {}) as Properties)) {
    if (typeof value === 'string' && /\p{Surrogate}/u.test(value))
      throw invalidRequest(
        `body/properties/${name}`,
        'The text holds half of a character (a lone surrogate).',
      )
    if (Object.hasOwn(writable, name)) {
      if (value !== null) properties[name] = value
    } else if (!Object.hasOwn(layer.properties, name)) throw unknownProperty(name, Object.keys(writable))
    else if (value !== null && value !== before?.[name]) throw derivedProperty(name, before)
  }
  refuseMismatch(writes, properties)
  return properties
}

const unknownProperty = (name: string, known: string[]) =>
  invalidRequest(`body/properties/${name.slice(0, 100)}`, 'The collection has no such property.', {
    remedy: `It has ${known.join(', ')}.`,
  })

const derivedProperty = (name: string, before: Properties | undefined) =>
  invalidRequest(`body/properties/${name}`, `${name} follows from other things and cannot be written.`, {
    ...(before ? { current: before[name] ?? null } : {}),
    remedy: 'Leave it out.',
  })

function refuseMismatch(writes: LayerWrites, properties: Properties) {
  const [error] = validatorOf(writes).Errors(properties)
  if (!error) return
  const { requiredProperties } = error.params as { requiredProperties?: string[] }
  const pointer = requiredProperties ? `/${requiredProperties[0]}` : error.instancePath
  throw invalidRequest(`body/properties${pointer}`, `The property ${error.message}.`, {
    expected: error.params,
  })
}

/**
 * What a PUT stands for: properties that the collection does not show, or that stay for good, are kept when nothing is said of them.
 * @throws DomainError `invalid-request` when one that stays is given another value
 */
export function withKept({ layer, writes }: Writable, sent: unknown, stored: StoredFeature): Properties {
  const given = (sent ?? {}) as Properties
  const kept = Object.entries(stored.properties).filter(
    ([name]) =>
      given[name] == null && (writes.fixed.includes(name) || !Object.hasOwn(layer.properties, name)),
  )
  refuseMoved(writes, given, stored)
  return { ...given, ...Object.fromEntries(kept) }
}

/** @throws DomainError `invalid-request` when a property that stays for good is given another value */
export function refuseMoved({ fixed }: LayerWrites, given: Properties, stored: StoredFeature) {
  const moved = fixed.find((name) => given[name] != null && given[name] !== stored.properties[name])
  if (moved !== undefined)
    throw invalidRequest(`body/properties/${moved}`, `${moved} is given at creation and stays.`, {
      current: stored.properties[moved] ?? null,
      remedy: 'Leave it out, or make another feature.',
    })
}
