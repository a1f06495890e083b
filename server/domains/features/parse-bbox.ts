import { invalidRequest } from '../../platform/errors.ts'
import type { Box } from './schemas.ts'

const NUMBER = /^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?$/

/**
 * Reads `bbox`: west,south,east,north, or with heights as the third and sixth number, which are not used.
 * @returns one box, or two when it crosses the antimeridian (west > east)
 * @throws DomainError `invalid-request` saying what is wrong
 */
export function parseBbox(text: string): Box[] {
  const parts = text.split(',').map((part) => part.trim())
  if (parts.length !== 4 && parts.length !== 6)
    throw refuse(`The bbox has ${parts.length} numbers; 4 or 6 are needed: west,south,east,north.`)
  const wrong = parts.find((part) => !NUMBER.test(part) || !Number.isFinite(Number(part)))
  if (wrong !== undefined) throw refuse(`"${wrong}" in the bbox is not a finite number.`)
  const numbers = parts.map(Number)
  const [west, south] = numbers as [number, number]
  const [east, north] = (parts.length === 4 ? numbers.slice(2) : numbers.slice(3)) as [number, number]
  if (Math.abs(west) > 180 || Math.abs(east) > 180)
    throw refuse(`The longitudes ${west} and ${east} of the bbox must lie within ±180.`)
  if (Math.abs(south) > 90 || Math.abs(north) > 90)
    throw refuse(`The latitudes ${south} and ${north} of the bbox must lie within ±90.`)
  if (south > north) throw refuse(`The bbox has its south ${south} above its north ${north}.`)
  if (west <= east) return [[west, south, east, north]]
  return [
    [west, south, 180, north],
    [-180, south, east, north],
  ]
}

const refuse = (message: string) => invalidRequest('querystring/bbox', message)
