/** How many bytes a whole number below 2⁵³ takes as a varint: seven bits a byte. */
export function varintLength(value: number): number {
  if (value < 0x80) return 1
  let length = 2
  for (let rest = value / 0x4000; rest >= 1; rest /= 0x80) length++
  return length
}

/** How many bytes a text takes as UTF-8. */
export function utf8Length(text: string): number {
  let length = text.length
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code < 0x80) continue
    if (code < 0x800) length++
    else {
      length += 2
      // A pair of surrogates is one character of four bytes.
      const isPair = code >= 0xd800 && code < 0xdc00 && (text.charCodeAt(i + 1) & 0xfc00) === 0xdc00
      if (isPair) i++
    }
  }
  return length
}

/**
 * Bytes that grow: the few forms of the protobuf wire format that a vector tile is made of.
 *
 * Not `PbfWriter`, which miswrites the rarer Chinese characters: decision 0003.
 *
 * Numbers are not checked: a varint is a whole number ≥ 0 and < 2⁵³. Cost: O(1) a byte, amortized. Deterministic.
 * Source: https://protobuf.dev/programming-guides/encoding
 */
export class ByteWriter {
  bytes: Uint8Array
  length = 0
  private readonly eight = new Float64Array(1)
  private readonly eightBytes = new Uint8Array(this.eight.buffer)

  constructor(capacity = 1024) {
    this.bytes = new Uint8Array(capacity)
  }

  /** Makes room for so many more bytes; `smallVarint` relies on it. */
  reserve(more: number): void {
    if (this.length + more <= this.bytes.length) return
    const grown = new Uint8Array(Math.max(2 * this.bytes.length, this.length + more))
    grown.set(this.bytes.subarray(0, this.length))
    this.bytes = grown
  }

  /** A whole number 0 ≤ value < 2³², into room that is reserved: at most 5 bytes. */
  smallVarint(value: number): void {
    const { bytes } = this
    let at = this.length
    while (value > 0x7f) {
      bytes[at++] = (value & 0x7f) | 0x80
      value >>>= 7
    }
    bytes[at++] = value
    this.length = at
  }

  /** A whole number 0 ≤ value < 2⁵³. */
  varint(value: number): void {
    this.reserve(8)
    while (value > 0xffffffff) {
      this.bytes[this.length++] = (value % 0x80) | 0x80
      value = Math.floor(value / 0x80)
    }
    this.smallVarint(value)
  }

  /** A whole number 0 ≤ value < 2⁶⁴. */
  bigVarint(value: bigint): void {
    this.reserve(10)
    while (value > 0x7fn) {
      this.bytes[this.length++] = Number(value & 0x7fn) | 0x80
      value >>= 7n
    }
    this.bytes[this.length++] = Number(value)
  }

  /** Eight bytes, little endian, as this machine has them. */
  double(value: number): void {
    this.reserve(8)
    this.eight[0] = value
    for (let i = 0; i < 8; i++) this.bytes[this.length++] = this.eightBytes[i]!
  }

  /** UTF-8 after its length, which is `utf8Length` of the text; half a surrogate pair becomes U+FFFD. */
  text(value: string, length: number): void {
    this.varint(length)
    this.reserve(length)
    if (length > value.length) this.wideText(value)
    else for (let i = 0; i < length; i++) this.bytes[this.length++] = value.charCodeAt(i)
  }

  private wideText(value: string): void {
    const { bytes } = this
    let at = this.length
    for (let i = 0; i < value.length; i++) {
      const code = value.codePointAt(i)!
      if (code < 0x80) bytes[at++] = code
      else if (code < 0x800) {
        bytes[at++] = 0xc0 | (code >> 6)
        bytes[at++] = 0x80 | (code & 0x3f)
      } else if (code < 0x10000) {
        const character = code >= 0xd800 && code < 0xe000 ? 0xfffd : code
        bytes[at++] = 0xe0 | (character >> 12)
        bytes[at++] = 0x80 | ((character >> 6) & 0x3f)
        bytes[at++] = 0x80 | (character & 0x3f)
      } else {
        bytes[at++] = 0xf0 | (code >> 18)
        bytes[at++] = 0x80 | ((code >> 12) & 0x3f)
        bytes[at++] = 0x80 | ((code >> 6) & 0x3f)
        bytes[at++] = 0x80 | (code & 0x3f)
        i++
      }
    }
    this.length = at
  }

  /** A part of other bytes; the few bytes of a point cost less one by one than as a view. */
  append(source: Uint8Array, start: number, end: number): void {
    this.reserve(end - start)
    if (end - start > 32) this.bytes.set(source.subarray(start, end), this.length)
    else for (let i = start; i < end; i++) this.bytes[this.length + i - start] = source[i]!
    this.length += end - start
  }

  /** What is written so far: a view, valid until the next byte. */
  written(): Uint8Array {
    return this.bytes.subarray(0, this.length)
  }
}
