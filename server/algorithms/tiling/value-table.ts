import { ByteWriter, utf8Length, varintLength } from './byte-writer.ts'
import type { TileValue } from './tile-features.ts'

/** Fields of a value's message, as field number × 8 + wire type; and the layer's field that holds one. */
const [STRING, DOUBLE, INTEGER, UNSIGNED, SIGNED, BOOLEAN] = [0x0a, 0x19, 0x20, 0x28, 0x30, 0x38]
const LAYER_VALUE = 0x22

const [LEAST_INT64, MOST_UINT64] = [-(2n ** 63n), 2n ** 64n - 1n]
/** Below it readers that decode to doubles lose the sign, which is the last bit of a zigzag number. */
const LEAST_SIGNED = -(2 ** 52)

/**
 * The values of a layer's attributes, each once, numbered in the order of their first use and written as the layer's fields.
 *
 * Whole numbers are written as PostGIS writes them, unsigned from 0 on and signed below (beyond −2⁵² as plain 64 bits), all others as doubles: decoded they are the
 * same number (−0 is 0). A bigint that a double holds is that number; one beyond 64 bits becomes the nearest double.
 * Cost: O(1) a value and O(length) a new one. Deterministic.
 */
export class ValueTable {
  readonly bytes = new ByteWriter(1 << 14)
  private readonly numbers = new Map<Exclude<TileValue, null>, number>()

  numberOf(given: Exclude<TileValue, null>): number {
    const value = typeof given === 'bigint' ? asNumber(given) : given
    const known = this.numbers.get(value)
    if (known !== undefined) return known
    const added = this.numbers.size
    this.numbers.set(value, added)
    this.write(value)
    return added
  }

  private write(value: Exclude<TileValue, null>): void {
    const { bytes } = this
    bytes.varint(LAYER_VALUE)
    if (typeof value === 'string') writeText(bytes, value)
    else {
      // The length of the message, one byte: known in the end.
      const start = bytes.length
      bytes.varint(0)
      writeNumber(bytes, value)
      bytes.bytes[start] = bytes.length - start - 1
    }
  }
}

function writeNumber(bytes: ByteWriter, value: number | boolean | bigint): void {
  if (typeof value === 'boolean') {
    bytes.varint(BOOLEAN)
    bytes.varint(value ? 1 : 0)
  } else if (typeof value === 'number' && !Number.isSafeInteger(value)) {
    bytes.varint(DOUBLE)
    bytes.double(value)
  } else if (value < LEAST_SIGNED) {
    bytes.varint(INTEGER)
    bytes.bigVarint(BigInt.asUintN(64, BigInt(value)))
  } else {
    bytes.varint(value < 0 ? SIGNED : UNSIGNED)
    if (typeof value === 'bigint') bytes.bigVarint(value)
    else bytes.varint(value < 0 ? -2 * value - 1 : value)
  }
}

function writeText(bytes: ByteWriter, value: string): void {
  const length = utf8Length(value)
  bytes.varint(1 + varintLength(length) + length)
  bytes.varint(STRING)
  bytes.text(value, length)
}

function asNumber(value: bigint): number | bigint {
  const number = Number(value)
  return Number.isSafeInteger(number) || value < LEAST_INT64 || value > MOST_UINT64 ? number : value
}
