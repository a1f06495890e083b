import Flatbush from 'flatbush'
import type { Position } from 'geojson'
import { boundingBox } from '../geometry/bounding-box.ts'
import { localPlane } from '../geometry/local-plane.ts'
import type { Face } from './canonical-faces.ts'
import { clipToBlock, HAIR_METERS } from './clip-to-block.ts'

/**
 * Cuts ways to what lies inside blocks, so that they divide these and nothing else. Like dividers they reach a hair beyond
 * the block, to be noded with its outline.
 *
 * @param ways   longitude, latitude
 * @param blocks rings, longitude, latitude
 * @returns      lines on the 1e-7° grid, block by block. Cost: O(corners × log edges). Deterministic.
 */
export function waysInsideBlocks(ways: readonly Position[][], blocks: readonly Face[]): Position[][] {
  if (ways.length === 0) return []
  const tree = new Flatbush(ways.length)
  for (const way of ways) tree.add(...boundingBox(way))
  tree.finish()
  return blocks.flatMap((face) => {
    const [west, south, east, north] = boundingBox(face[0]!)
    const plane = localPlane([(west + east) / 2, (south + north) / 2])
    const near = tree.search(west, south, east, north).sort((a, b) => a - b)
    const inside = clipToBlock(
      near.map((way) => ways[way]!.map(plane.toPlane)),
      face.map((ring) => ring.map(plane.toPlane)),
      HAIR_METERS,
    )
    return inside.map((line) => line.map(plane.toSnappedPosition))
  })
}
