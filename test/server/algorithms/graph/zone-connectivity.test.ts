import fc from 'fast-check'
import { expect, test } from 'vitest'
import { buildCsrGraph } from '../../../../server/algorithms/graph/csr-graph.ts'
import { labelComponents } from '../../../../server/algorithms/graph/label-components.ts'
import { ZoneConnectivity } from '../../../../server/algorithms/graph/zone-connectivity.ts'

test('the middle of a strip cannot leave, its end can', () => {
  const strip = buildCsrGraph(3, [
    { a: 0, b: 1 },
    { a: 1, b: 2 },
  ])
  const connectivity = new ZoneConnectivity(strip)
  const zoneOf = new Int32Array(3)
  expect(connectivity.staysConnectedWithout(1, zoneOf)).toBe(false)
  expect(connectivity.staysConnectedWithout(0, zoneOf)).toBe(true)
})

test('answers as a full search does, on any graph and zoning', () => {
  const cases = fc.record({
    edges: fc.uniqueArray(
      fc.tuple(fc.nat(14), fc.nat(14)).filter(([a, b]) => a < b),
      { selector: String, maxLength: 40 },
    ),
    zones: fc.array(fc.nat(1), { minLength: 15, maxLength: 15 }),
  })
  fc.assert(
    fc.property(cases, ({ edges, zones }) => {
      const graph = buildCsrGraph(
        15,
        edges.map(([a, b]) => ({ a, b })),
      )
      const zoneOf = Int32Array.from(zones)
      const connectivity = new ZoneConnectivity(graph)
      for (let unit = 0; unit < 15; unit++) {
        // The pieces of the zone that the unit touches, with and without it.
        const without = labelComponents(graph, (u) => u !== unit && zoneOf[u] === zoneOf[unit]).componentOf
        const touched = new Set<number>()
        for (let e = graph.offsets[unit]!; e < graph.offsets[unit + 1]!; e++) {
          const piece = without[graph.neighbours[e]!]!
          if (piece !== -1) touched.add(piece)
        }
        expect(connectivity.staysConnectedWithout(unit, zoneOf)).toBe(touched.size <= 1)
      }
    }),
  )
})
