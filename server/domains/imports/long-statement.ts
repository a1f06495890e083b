import type { Database } from '../../platform/database.ts'

/** Runs a statement that looks at a whole import: it may take longer than the minute that a request's statements have. */
export const asLongStatement = <Result>(
  db: Database,
  statement: (transaction: Database) => Promise<Result>,
): Promise<Result> =>
  db.transaction(async (transaction) => {
    await transaction.raw('set local statement_timeout = 0')
    return statement(transaction)
  })
