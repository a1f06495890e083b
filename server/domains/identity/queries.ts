import { type Database, oneRow, rows } from '../../platform/database.ts'

/** A key as lists show it: never the secret nor its hash. Times are ISO 8601. */
export type KeySummary = {
  id: string
  name: string
  role: string
  /** null = everywhere */
  areaIds: string[] | null
  createdAt: string
  expiresAt: string | null
  revokedAt: string | null
  state: 'valid' | 'expired' | 'revoked'
}

const utc = (column: string) =>
  /* sql */ `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`

const KEY_COLUMNS = /* sql */ `id, name, role, to_jsonb(area_ids) as "areaIds", ${utc('created_at')} as "createdAt",
  ${utc('expires_at')} as "expiresAt", ${utc('revoked_at')} as "revokedAt",
  case when revoked_at is not null then 'revoked' when expires_at <= now() then 'expired' else 'valid' end as state`

/** The key with this hash, whatever its state. */
export async function findKeyByHash(db: Database, secretHash: Buffer): Promise<KeySummary | undefined> {
  const [key] = await rows<KeySummary>(
    db,
    /* sql */ `select ${KEY_COLUMNS} from api_keys where secret_hash = ?`,
    [secretHash],
  )
  return key
}

/** One row a key, oldest first. */
export const listKeys = (db: Database): Promise<KeySummary[]> =>
  rows<KeySummary>(db, /* sql */ `select ${KEY_COLUMNS} from api_keys order by created_at, id`)

/** The stored key. */
export const insertKey = (
  db: Database,
  key: {
    id: string
    name: string
    role: string
    areaIds: readonly string[] | null
    secretHash: Buffer
    expiresAt: Date | null
  },
): Promise<KeySummary> =>
  oneRow<KeySummary>(
    db,
    /* sql */ `
    insert into api_keys (id, name, role, area_ids, secret_hash, expires_at)
    values (:id, :name, :role,
      case when :areaIds::jsonb is not null
        then array(select value::uuid from jsonb_array_elements_text(:areaIds::jsonb)) end,
      :secretHash, :expiresAt)
    returning ${KEY_COLUMNS}`,
    {
      ...key,
      areaIds: key.areaIds && JSON.stringify(key.areaIds),
      expiresAt: key.expiresAt?.toISOString() ?? null,
    },
  )

/** The key, now revoked (the first time counts); nothing when there is none. */
export async function markRevoked(db: Database, id: string): Promise<KeySummary | undefined> {
  const [key] = await rows<KeySummary>(
    db,
    /* sql */ `
    update api_keys set revoked_at = coalesce(revoked_at, now()) where id = ? returning ${KEY_COLUMNS}`,
    [id],
  )
  return key
}

/** One row an area that exists: its id and those of everything below it. The tree of areas is all this reads of them. */
export const listWithDescendants = (db: Database, areaIds: readonly string[]): Promise<{ id: string }[]> =>
  rows<{ id: string }>(
    db,
    /* sql */ `
    with recursive inside (id) as (
      select id from areas where id in (select value::uuid from jsonb_array_elements_text(?::jsonb))
      union
      select child.id from areas child join inside on child.parent_id = inside.id
    )
    select id from inside order by id`,
    [JSON.stringify(areaIds)],
  )
