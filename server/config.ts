/** The only file that reads the environment. Everything else receives a `Config`. */
import { envSchema } from 'env-schema'
import { type Static, Type } from 'typebox'
import { DomainError } from './platform/errors.ts'

export const ConfigSchema = Type.Object({
  WANGGE_HOST: Type.String({ default: '127.0.0.1', description: 'address to listen on' }),
  WANGGE_PORT: Type.Integer({ default: 8080, minimum: 0, maximum: 65535, description: 'port to listen on' }),
  WANGGE_DATA_DIR: Type.String({
    default: '.wangge',
    description: 'folder of the embedded database, uploads and the lock file',
  }),
  DATABASE_URL: Type.Optional(
    Type.String({
      pattern: '^postgres(ql)?://',
      description: 'PostgreSQL ≥ 15 with PostGIS ≥ 3.3; absent = the embedded engine',
    }),
  ),
  WANGGE_PROCESSES: Type.Integer({
    default: 1,
    minimum: 1,
    maximum: 64,
    description: 'processes that share the port; more than one needs DATABASE_URL',
  }),
  WANGGE_TIME_ZONE: Type.String({ default: 'Asia/Shanghai', description: 'time zone of effective dates' }),
  WANGGE_LOG_LEVEL: Type.Union(
    ['fatal', 'error', 'warn', 'info', 'debug', 'silent'].map((level) => Type.Literal(level)),
    {
      default: 'warn',
      description: 'how much to log: fatal, error, warn, info (also every request), debug or silent',
    },
  ),
  WANGGE_DEMO: Type.Union(
    ['town', 'county', 'city', 'none'].map((size) => Type.Literal(size)),
    {
      default: 'town',
      description: 'demo that a first start loads into an empty database: town, county, city or none',
    },
  ),
  WANGGE_TILE_CACHE_MB: Type.Integer({
    default: 256,
    minimum: 0,
    maximum: 65_536,
    description: 'megabytes of memory that kept tiles may take in each process; 0 keeps none',
  }),
  WANGGE_TRUST_PROXY: Type.Boolean({
    default: false,
    description: 'true behind a proxy that sets X-Forwarded-Proto, -Host and -Prefix: links obey them',
  }),
  WANGGE_CORS_ORIGINS: Type.String({
    default: '',
    pattern: String.raw`^(\*|(https?://[^\s,/*]+)(\s*,\s*https?://[^\s,/*]+)*)?$`,
    description:
      'origins whose pages may read, comma-separated, as https://maps.example; * = any, without keys',
  }),
  WANGGE_ALLOWED_HOSTS: Type.String({
    default: 'localhost,127.0.0.1,[::1]',
    description: 'Host names that may be answered without credentials, comma-separated',
  }),
})

export type Config = Readonly<Static<typeof ConfigSchema>>

/**
 * An empty value counts as absent, as compose files write it.
 *
 * @throws DomainError `invalid-request` naming the setting that is wrong and what it should be
 */
export function readConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''))
  try {
    const config = envSchema<Static<typeof ConfigSchema>>({ schema: ConfigSchema, data: given, env: false })
    // Throws a RangeError for a zone nobody knows.
    new Intl.DateTimeFormat('en', { timeZone: config.WANGGE_TIME_ZONE })
    return config
  } catch (error) {
    const problem = error instanceof Error ? error.message.replaceAll('env/', '') : String(error)
    throw new DomainError('invalid-request', `A setting is wrong: ${problem}.`, {
      remedy: 'wangge --help lists the settings with what they should be.',
    })
  }
}
