import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { createGunzip } from 'node:zlib'
import iconv from 'iconv-lite'
import { DEFAULT_LIMITS, type ReaderLimits } from './raw-feature.ts'
import { UnreadableSource, unreadable } from './unreadable-source.ts'

/** Files below this size are never taken for a bomb, however well they compress. */
const RATIO_COUNTS_FROM_BYTES = 64 * 1024 ** 2

/** A file, or a gzipped one read as what is inside. */
export type ByteSource = {
  path: string
  gzip: boolean
  limits?: Partial<ReaderLimits> | undefined
  /** Told how many bytes of the file were read since the last call. */
  onBytes?: ((bytes: number) => void) | undefined
}

/** The bytes of a file in chunks, gunzipped where asked for; a bomb is stopped at the limits. */
async function* readBytes(source: ByteSource): AsyncGenerator<Buffer> {
  const limits = { ...DEFAULT_LIMITS, ...source.limits }
  const file = createReadStream(source.path, { highWaterMark: 256 * 1024 })
  if (!source.gzip) {
    for await (const chunk of file) {
      source.onBytes?.(chunk.length)
      yield chunk
    }
    return
  }
  const gunzip = file.pipe(createGunzip({ chunkSize: 256 * 1024 }))
  file.on('error', (error) => gunzip.destroy(error))
  let bytes = 0
  let told = 0
  try {
    for await (const chunk of gunzip) {
      source.onBytes?.(file.bytesRead - told)
      told = file.bytesRead
      bytes += chunk.length
      if (isBomb(bytes, file.bytesRead, limits)) throw bomb(bytes, limits)
      yield chunk
    }
  } catch (error) {
    throw unreadable('gzip', error, 'Unpack it yourself (gunzip FILE) and import the result.')
  } finally {
    file.destroy()
  }
}

/** Whether so many bytes out of so many compressed ones are more than real data ever gives. */
export function isBomb(bytes: number, compressedBytes: number, limits: ReaderLimits): boolean {
  return (
    bytes > limits.decompressedBytes ||
    (bytes > RATIO_COUNTS_FROM_BYTES && bytes > compressedBytes * limits.decompressionRatio)
  )
}

export const bomb = (bytes: number, limits: ReaderLimits) =>
  new UnreadableSource(
    `The file unpacks to more than ${bytes} bytes (at most ${limits.decompressedBytes}, and ${limits.decompressionRatio} times its size).`,
    'Unpack it yourself and import the parts.',
  )

/** Text encodings as users and .cpg files write them; undefined when iconv does not know the name. */
export function knownEncoding(name: string): string | undefined {
  const plain = name.trim().replace(/^OEM\s*/i, 'cp')
  const candidates = [
    plain,
    plain.replace(/^ANSI\s*/i, 'windows-'),
    `cp${plain}`,
    plain.replace(/^8859(\d+)$/, 'iso-8859-$1'),
  ]
  return candidates.find((candidate) => candidate !== '' && iconv.encodingExists(candidate))
}

/**
 * UTF-16 by its mark, UTF-8 when the sample is valid UTF-8, else GBK (GB 18030), which is what Chinese software writes when it does not write UTF-8.
 * A character that is cut at the end of the sample is no error.
 */
export function guessEncoding(sample: Uint8Array): 'utf8' | 'gb18030' | 'utf16' {
  const isUtf16 = (sample[0] === 0xff && sample[1] === 0xfe) || (sample[0] === 0xfe && sample[1] === 0xff)
  if (isUtf16) return 'utf16'
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(sample, { stream: true })
    return 'utf8'
  } catch {
    return 'gb18030'
  }
}

/** The first bytes of a file, gunzipped where asked for; fewer when it is shorter. */
export async function readHead(source: ByteSource, size: number): Promise<Buffer> {
  if (!source.gzip) {
    const file = await open(source.path)
    try {
      const { bytesRead, buffer } = await file.read(Buffer.alloc(size), 0, size, 0)
      return buffer.subarray(0, bytesRead)
    } finally {
      await file.close()
    }
  }
  const parts: Buffer[] = []
  let bytes = 0
  for await (const chunk of readBytes({ ...source, onBytes: undefined })) {
    parts.push(chunk)
    bytes += chunk.length
    if (bytes >= size) break
  }
  return Buffer.concat(parts).subarray(0, size)
}

/** The text of a file in chunks, decoded (UTF-8 unless another encoding is named or guessed), without a byte order mark. */
export async function* readText(source: ByteSource, encoding?: string): AsyncGenerator<string> {
  const known =
    encoding === undefined ? guessEncoding(await readHead(source, 256 * 1024)) : knownEncoding(encoding)
  if (!known)
    throw new UnreadableSource(
      `The text encoding "${encoding}" is not known.`,
      'Name another: utf8, gbk, gb18030, big5 …',
    )
  const decoder = iconv.getDecoder(known)
  for await (const chunk of readBytes(source)) {
    const text = decoder.write(chunk)
    if (text !== '') yield text
  }
  const rest = decoder.end()
  if (rest) yield rest
}
