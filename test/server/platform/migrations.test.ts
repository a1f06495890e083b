import { expect, inject, test } from 'vitest'
import { type Database, rows } from '../../../server/platform/database.ts'
import { migrateDown, migrateUp } from '../../../server/platform/migrations.ts'
import { openTestDatabase } from '../../support/engine.ts'

/** Everything of ours in the database, one line each: what `pg_dump --schema-only` would print. */
async function everything(db: Database): Promise<string[]> {
  const ours = (oid: string, catalog: string) =>
    `not exists (select from pg_depend d where d.objid = ${oid} and d.classid = '${catalog}'::regclass and d.deptype = 'e')`
  const lines = await rows<{ line: string }>(
    db,
    `
    select 'extension ' || extname as line from pg_extension
    union all
    select c.relkind::text || ' ' || c.relname || coalesce(' ' || pg_get_indexdef(i.indexrelid), '')
    from pg_class c left join pg_index i on i.indexrelid = c.oid
    where c.relnamespace = 'public'::regnamespace and ${ours('c.oid', 'pg_class')}
    union all
    select 'column ' || c.relname || '.' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod)
      || case when a.attnotnull then ' not null' else '' end || coalesce(' ' || pg_get_expr(d.adbin, d.adrelid), '')
    from pg_attribute a join pg_class c on c.oid = a.attrelid left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped
      and ${ours('c.oid', 'pg_class')}
    union all
    select 'constraint ' || conrelid::regclass || ' ' || pg_get_constraintdef(oid) from pg_constraint
    where connamespace = 'public'::regnamespace and ${ours('conrelid', 'pg_class')}
    union all
    select 'function ' || oid::regprocedure from pg_proc
    where pronamespace = 'public'::regnamespace and ${ours('oid', 'pg_proc')}
    union all
    select 'trigger ' || pg_get_triggerdef(oid) from pg_trigger where not tgisinternal
    union all
    select 'type ' || typname from pg_type
    where typnamespace = 'public'::regnamespace and typcategory <> 'A' and ${ours('oid', 'pg_type')}
    order by 1`,
  )
  return lines.map(({ line }) => line)
}

test('migrations go up, down and up again, and leave nothing behind', async () => {
  const database = await openTestDatabase(inject('engine'))
  try {
    const up = await everything(database.db)
    expect(up).toContain('r plans')
    await migrateDown(database.db)
    const down = await everything(database.db)
    expect(down.filter((line) => !/knex_migrations|^extension plpgsql$/.test(line))).toEqual([])
    await migrateUp(database.db)
    expect(await everything(database.db)).toEqual(up)
    await migrateDown(database.db)
    expect(await everything(database.db)).toEqual(down)
  } finally {
    await database.close()
  }
})
