/** Run as a process: opens the data directory, inserts row after row, and prints the number of each that was acknowledged. */
import { openDatabase, rows } from '../../server/platform/database.ts'

const [dataDirectory = '', template = ''] = process.argv.slice(2)
const { db } = await openDatabase({ dataDirectory, template })
for (let number = 1; ; number++) {
  await rows(
    db,
    `insert into jobs (id, kind, input, requested_by) values (gen_random_uuid(), ?, '{}', 'test')`,
    [String(number)],
  )
  process.stdout.write(`${number}\n`)
}
