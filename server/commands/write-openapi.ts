/** Writes the API contract to `web/api/openapi.json`; needs no database. */
import { writeFile } from 'node:fs/promises'
import { buildContract } from '../app.ts'

await writeFile('web/api/openapi.json', `${JSON.stringify(await buildContract(), null, 2)}\n`)
