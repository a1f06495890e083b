import { type Database, rows } from './database.ts'

/** Who changed what: an audit row and an event row, in the transaction of the change itself. */
export type Change = {
  actor: string
  action: string
  entity: string
  entityId: string
  facts?: Record<string, unknown>
}

export async function recordChange(transaction: Database, change: Change): Promise<void> {
  const facts = JSON.stringify(change.facts ?? {})
  await rows(
    transaction,
    /* sql */ `insert into audit_entries (actor, action, entity, entity_id, facts) values (?, ?, ?, ?, ?::jsonb)`,
    [change.actor, change.action, change.entity, change.entityId, facts],
  )
  await rows(
    transaction,
    /* sql */ `insert into events (kind, entity, entity_id, body) values (?, ?, ?, ?::jsonb)`,
    [`${change.entity}.${change.action}`, change.entity, change.entityId, facts],
  )
}
