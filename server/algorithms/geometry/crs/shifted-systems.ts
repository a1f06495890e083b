import gcoordModule from 'gcoord'

/** gcoord is CommonJS: what its types call the default export is the module itself. */
const gcoord = gcoordModule as unknown as typeof gcoordModule.default

export type LngLat = [lng: number, lat: number]

const ENOUGH_DEGREES = 1e-11
const MOST_ROUNDS = 30

/** WGS 84 → GCJ-02 or BD-09, degrees. Outside China GCJ-02 is WGS 84. gcoord overwrites what it is given, so it gets a copy. */
export function shiftFromWgs84(point: LngLat, to: 'GCJ-02' | 'BD-09'): LngLat {
  const target = to === 'GCJ-02' ? gcoord.GCJ02 : gcoord.BD09
  return gcoord.transform([point[0], point[1]], gcoord.WGS84, target) as [number, number]
}

/**
 * GCJ-02 or BD-09 → WGS 84, to 1e-11° (a micrometre); gcoord's own inverse stops at 1e-6° (0.15 m).
 * Fixed point: the shift changes so slowly over the ground that subtracting the error converges by a factor of about a thousand a round.
 * Where no inverse exists (the seam at the border of China) the best after 30 rounds is given.
 */
export function shiftToWgs84(point: LngLat, from: 'GCJ-02' | 'BD-09'): LngLat {
  let [lng, lat] = point
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const shifted = shiftFromWgs84([lng, lat], from)
    const [offLng, offLat] = [shifted[0] - point[0], shifted[1] - point[1]]
    if (Math.abs(offLng) < ENOUGH_DEGREES && Math.abs(offLat) < ENOUGH_DEGREES) break
    lng -= offLng
    lat -= offLat
  }
  return [lng, lat]
}
