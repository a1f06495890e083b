/** How a domain lets the features of a layer be written one by one; `features` serves it and knows no domain. */
import type { Geometry } from 'geojson'
import type { Static, TObject } from 'typebox'
import type { Principal, Role } from './access.ts'
import type { Database } from './database.ts'
import { conflict } from './errors.ts'

/** A feature on its way in: WGS 84, snapped, valid, of a type the layer takes; properties by its schema, those without value left out. */
export type WrittenFeature<Properties = Readonly<Record<string, unknown>>> = Readonly<{
  geometry: Geometry
  properties: Properties
}>

/** A feature as it is stored: its writable properties, also those that the layer does not show; null is without value. */
export type StoredFeature<Properties = Readonly<Record<string, unknown>>> = Readonly<{
  id: string
  geometry: Geometry
  properties: { readonly [Name in keyof Properties]?: Properties[Name] | null }
}>

/** Who writes. */
export type Writer = Pick<Principal, 'name' | 'areaIds'>

/**
 * The functions run in the caller's transaction: they find the place of the feature, check that the writer may act there, before and
 * after the change, store it, and record the change. Methods, so that each domain may name its own properties.
 */
export type LayerWrites<Schema extends TObject = TObject> = Readonly<{
  roles: Readonly<Record<'create' | 'change' | 'remove', Role>>
  /** The writable properties; those not optional are needed. */
  properties: Schema
  /** Of them, those that are given at creation and stay. */
  fixed: readonly string[]
  geometryTypes: readonly Geometry['type'][]
  /** Where to go on after a change, when it has consequences elsewhere. */
  next?: Readonly<{ href: string; title: string }>
  /** SQL, like that of the layer, of features that lists do not show yet and their writers read by id. */
  unlisted?: string
  /** The feature, locked until the transaction ends. */
  lock(trx: Database, id: string): Promise<StoredFeature<Static<Schema>> | undefined>
  /** @returns its id */
  create(trx: Database, feature: WrittenFeature<Static<Schema>>, writer: Writer): Promise<string>
  replace(
    trx: Database,
    stored: StoredFeature<Static<Schema>>,
    feature: WrittenFeature<Static<Schema>>,
    writer: Writer,
  ): Promise<void>
  remove(trx: Database, stored: StoredFeature<Static<Schema>>, writer: Writer): Promise<void>
}>

/**
 * Stores a new feature unless its id elsewhere is taken.
 * @param store answers false when somebody else was quicker
 * @throws DomainError `conflict` naming the feature that has it
 */
export async function storeOnce(
  feature: { entity: string; externalId: string | undefined },
  steps: { find: (externalId: string) => Promise<string | undefined>; store: () => Promise<boolean> },
): Promise<void> {
  const { entity, externalId } = feature
  const known = async () => (externalId === undefined ? undefined : await steps.find(externalId))
  const existing = (await known()) ?? ((await steps.store()) ? undefined : ((await known()) ?? 'unknown'))
  if (existing !== undefined)
    throw conflict(`There is a ${entity} with the external id ${externalId} already.`, {
      field: 'body/properties/externalId',
      existing,
      remedy: `Change that one, ${existing}, or give another externalId.`,
    })
}
