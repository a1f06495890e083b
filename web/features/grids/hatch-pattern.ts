/** A pattern of diagonal lines: exceptions are seen without telling colours apart. */
const SIDE = 16

/** RGBA pixels of one tile of the pattern, seamless. */
export function hatchPattern(): { width: number; height: number; data: Uint8ClampedArray } {
  const data = new Uint8ClampedArray(SIDE * SIDE * 4)
  for (let y = 0; y < SIDE; y++)
    for (let x = 0; x < SIDE; x++) {
      const distance = (x + y) % (SIDE / 2)
      const alpha = distance === 0 ? 190 : distance === 1 || distance === SIDE / 2 - 1 ? 90 : 0
      data.set([40, 32, 52, alpha], (y * SIDE + x) * 4)
    }
  return { width: SIDE, height: SIDE, data }
}
