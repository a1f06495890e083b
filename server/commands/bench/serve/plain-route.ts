/** A process of its own: tiles as a plain Fastify route makes them, in the manner of dirt-simple-postgis-http-api. */
import Fastify from 'fastify'
import pg from 'pg'
import { POINTS, POLYGONS, plainTileSql } from './bare-sql.ts'

type Params = { collection: string; z: string; x: string; y: string }

const [databaseUrl, port] = process.argv.slice(2)
const pool = new pg.Pool({ connectionString: databaseUrl })
const app = Fastify()

app.get<{ Params: Params }>('/tiles/:collection/:z/:x/:y.mvt', async (request, reply) => {
  const { collection, z, x, y } = request.params
  const source = [POLYGONS, POINTS].find((it) => it.collection === collection)
  if (!source) return reply.code(404).send()
  // Text put together, as there; only that these are numbers is our own.
  const sql = plainTileSql(source, { z: String(Number(z)), x: String(Number(x)), y: String(Number(y)) })
  const { rows } = await pool.query<{ mvt: Buffer }>(sql)
  const mvt = rows[0]?.mvt
  if (!mvt || mvt.length === 0) return reply.code(204).send()
  return reply.header('content-type', 'application/x-protobuf').send(mvt)
})
app.get('/health', async () => ({ status: 'ok' }))

await app.listen({ host: '127.0.0.1', port: Number(port) })
