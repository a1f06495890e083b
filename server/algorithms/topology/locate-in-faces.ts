import Flatbush from 'flatbush'
import { boundingBox } from '../geometry/bounding-box.ts'
import { metersPerDegree } from '../geometry/ellipsoid-measures.ts'
import { pointInPolygon } from '../geometry/point-in-polygon.ts'
import type { Face } from './canonical-faces.ts'

/** Where a point lies: in a face (0 m), or how far from the nearest one. */
export type Located = { face: number; distanceMeters: number }

/** Finds the face of a point; of a point outside all of them, the nearest. */
export class FaceLocator {
  readonly #faces: readonly Face[]
  readonly #tree: Flatbush | undefined

  constructor(faces: readonly Face[]) {
    this.#faces = faces
    this.#tree = faces.length > 0 ? new Flatbush(faces.length) : undefined
    for (const [outline] of faces) this.#tree!.add(...boundingBox(outline!))
    this.#tree?.finish()
  }

  /** The face that contains the point: exactly one where faces tile the ground; undefined outside. */
  containing(lng: number, lat: number): number | undefined {
    return this.#tree?.search(lng, lat, lng, lat, (face) => pointInPolygon(this.#faces[face]!, lng, lat))[0]
  }

  /**
   * The containing face, or else the nearest within a distance.
   *
   * @param accepts leaves out faces (water, when land is wanted)
   */
  nearest(
    lng: number,
    lat: number,
    withinMeters = Infinity,
    accepts: (face: number) => boolean = () => true,
  ): Located | undefined {
    const inside = this.containing(lng, lat)
    if (inside !== undefined && accepts(inside)) return { face: inside, distanceMeters: 0 }
    return this.within(lng, lat, withinMeters, accepts).sort(
      (p, q) => p.distanceMeters - q.distanceMeters || p.face - q.face,
    )[0]
  }

  /** Every face at most so far away, in no order. */
  within(
    lng: number,
    lat: number,
    meters: number,
    accepts: (face: number) => boolean = () => true,
  ): Located[] {
    const scale = metersPerDegree(lat)
    const found = Number.isFinite(meters)
      ? this.#tree?.search(
          lng - meters / scale.lng,
          lat - meters / scale.lat,
          lng + meters / scale.lng,
          lat + meters / scale.lat,
        )
      : this.#faces.map((_, face) => face)
    return (found ?? [])
      .filter(accepts)
      .map((face) => ({ face, distanceMeters: this.#distance(face, lng, lat, scale) }))
      .filter(({ distanceMeters }) => distanceMeters <= meters)
  }

  #distance(face: number, lng: number, lat: number, scale: { lng: number; lat: number }): number {
    const rings = this.#faces[face]!
    if (pointInPolygon(rings, lng, lat)) return 0
    let least = Infinity
    for (const ring of rings)
      for (let i = 1; i < ring.length; i++) {
        const [ax, ay] = [(ring[i - 1]![0]! - lng) * scale.lng, (ring[i - 1]![1]! - lat) * scale.lat]
        const [dx, dy] = [(ring[i]![0]! - lng) * scale.lng - ax, (ring[i]![1]! - lat) * scale.lat - ay]
        const square = dx * dx + dy * dy
        const share = square > 0 ? Math.min(1, Math.max(0, -(ax * dx + ay * dy) / square)) : 0
        least = Math.min(least, Math.hypot(ax + share * dx, ay + share * dy))
      }
    return least
  }
}
