import type { Position } from 'geojson'

const CHUNK = 1 << 20
const ABSENT = 0x7fffffff

/** Collects the ids of the nodes that are needed, in chunks, so that growing copies nothing. */
export class NodeIdCollector {
  readonly #chunks: Float64Array[] = []
  #used = CHUNK

  add(ids: ArrayLike<number>): void {
    for (let i = 0; i < ids.length; i++) {
      if (this.#used === CHUNK) {
        this.#chunks.push(new Float64Array(CHUNK))
        this.#used = 0
      }
      this.#chunks.at(-1)![this.#used++] = ids[i]!
    }
  }

  /** Sorted, each id once. */
  finish(): Float64Array {
    const all = new Float64Array(
      Math.max(0, (this.#chunks.length - 1) * CHUNK + (this.#chunks.length && this.#used)),
    )
    this.#chunks.forEach((chunk, i) => {
      all.set(i === this.#chunks.length - 1 ? chunk.subarray(0, this.#used) : chunk, i * CHUNK)
    })
    all.sort()
    let unique = 0
    for (let i = 0; i < all.length; i++) if (i === 0 || all[i] !== all[i - 1]) all[unique++] = all[i]!
    return all.slice(0, unique)
  }
}

/** Where the needed nodes are: 16 bytes a node (id as a double, two coordinates in units of 1e-7°), found by binary search. */
export class NodeCoordinates {
  readonly #ids: Float64Array
  readonly #lng7: Int32Array
  readonly #lat7: Int32Array

  constructor(sortedIds: Float64Array) {
    this.#ids = sortedIds
    this.#lng7 = new Int32Array(sortedIds.length).fill(ABSENT)
    this.#lat7 = new Int32Array(sortedIds.length)
  }

  /** Notes a node if it is one of the needed. */
  set(id: number, lng7: number, lat7: number): void {
    const index = this.#indexOf(id)
    if (index < 0) return
    this.#lng7[index] = lng7
    this.#lat7[index] = lat7
  }

  /** The node's longitude, latitude; undefined when the file does not hold it. */
  get(id: number): Position | undefined {
    const index = this.#indexOf(id)
    if (index < 0 || this.#lng7[index] === ABSENT) return undefined
    return [this.#lng7[index]! / 1e7, this.#lat7[index]! / 1e7]
  }

  #indexOf(id: number): number {
    let low = 0
    let high = this.#ids.length - 1
    while (low <= high) {
      const middle = (low + high) >>> 1
      const found = this.#ids[middle]!
      if (found === id) return middle
      if (found < id) low = middle + 1
      else high = middle - 1
    }
    return -1
  }
}
