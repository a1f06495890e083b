/** One body and its compressed forms, each made once, when somebody first asks for it. */
import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

export type Encoding = 'br' | 'gzip' | 'identity'

const compressWithGzip = promisify(gzip)
const compressWithBrotli = promisify(brotliCompress)

/** Below this a compressed body is hardly smaller. */
const WORTH_COMPRESSING_BYTES = 512
/** A good deal smaller than gzip for about the same time; the best quality takes a hundred times as long. */
const BROTLI_QUALITY = 5

export class EncodedBody {
  readonly plain: Buffer
  /** Of the plain bytes; each form has an ETag of its own made from it. */
  readonly digest: string
  readonly #forms = new Map<Encoding, Buffer>()
  readonly #making = new Map<Encoding, Promise<Buffer>>()

  /** @param identity what the digest is made of, when the body says the time */
  constructor(plain: Buffer, identity: Buffer | string = plain) {
    this.plain = plain
    this.digest = createHash('sha256').update(identity).digest('base64url').slice(0, 27)
    this.#forms.set('identity', plain)
  }

  /** The best form for a client that accepts these. */
  encodingFor(accepted: string | undefined): Encoding {
    return this.plain.length < WORTH_COMPRESSING_BYTES ? 'identity' : preferredEncoding(accepted)
  }

  etagOf = (encoding: Encoding) =>
    encoding === 'identity' ? `"${this.digest}"` : `"${this.digest}-${encoding}"`

  /** The bytes of a form if it has been made. */
  made(encoding: Encoding): Buffer | undefined {
    return this.#forms.get(encoding)
  }

  async form(encoding: Encoding): Promise<Buffer> {
    const made = this.#forms.get(encoding)
    if (made) return made
    let making = this.#making.get(encoding)
    if (!making) {
      making = encoding === 'br' ? brotli(this.plain) : compressWithGzip(this.plain)
      this.#making.set(encoding, making)
    }
    const bytes = await making
    this.#forms.set(encoding, bytes)
    return bytes
  }

  /** Of all forms made so far. */
  get byteLength(): number {
    let sum = 0
    for (const bytes of this.#forms.values()) sum += bytes.length
    return sum
  }
}

const brotli = (plain: Buffer) =>
  compressWithBrotli(plain, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY,
      [constants.BROTLI_PARAM_SIZE_HINT]: plain.length,
    },
  })

/** What clients send over and over is read once. */
const known = new Map<string, Encoding>()

/** The form an `Accept-Encoding` likes best among ours; of equals brotli, then gzip (RFC 9110, 12.5.3). */
export function preferredEncoding(accepted: string | undefined): Encoding {
  if (!accepted) return 'identity'
  let preferred = known.get(accepted)
  if (!preferred) {
    preferred = readPreference(accepted)
    if (known.size < 200) known.set(accepted, preferred)
  }
  return preferred
}

function readPreference(accepted: string): Encoding {
  const quality = new Map<string, number>()
  for (const entry of accepted.toLowerCase().split(',')) {
    const [name = '', ...parameters] = entry.split(';').map((part) => part.trim())
    const q = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2)
    quality.set(name, q === undefined ? 1 : /^(0(\.\d{0,3})?|1(\.0{0,3})?)$/.test(q) ? Number(q) : 0)
  }
  const qualityOf = (name: string) => quality.get(name) ?? quality.get('*') ?? 0
  const [br, gz] = [qualityOf('br'), qualityOf('gzip')]
  // Uncompressed is acceptable also where it is not named; it is what we send when nothing else is wanted more.
  const plain = quality.get('identity') ?? 0
  if (br > 0 && br >= gz && br >= plain) return 'br'
  return gz > 0 && gz >= plain ? 'gzip' : 'identity'
}
