// Writes a .gz beside each text file of the built viewer, once, so that the server never compresses while it answers.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'

for (const name of readdirSync('dist/web', { recursive: true }))
  if (/\.(html|js|css|svg)$/.test(name)) {
    const file = join('dist/web', name)
    writeFileSync(`${file}.gz`, gzipSync(readFileSync(file), { level: 9 }))
  }
