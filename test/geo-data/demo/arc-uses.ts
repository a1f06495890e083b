import type { Geometry, GeometryCollection } from 'geojson'
import { topology } from 'topojson-server'

/** How often each arc of the shapes' topology is used. */
export function arcUses(shapes: readonly { geometry: Geometry }[]): number[] {
  const all: GeometryCollection = {
    type: 'GeometryCollection',
    geometries: shapes.map(({ geometry }) => geometry),
  }
  const built = topology({ all })
  const uses = built.arcs.map(() => 0)
  JSON.stringify(built.objects, (key, value) => {
    if (key === 'arcs') for (const arc of value.flat(Infinity)) uses[arc < 0 ? ~arc : arc]! += 1
    return key === 'arcs' ? undefined : value
  })
  return uses
}
