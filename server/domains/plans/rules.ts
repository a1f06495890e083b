/** What must be true of a plan, without a database. */
import { orderInRows } from '../../algorithms/geometry/order-in-rows.ts'
import { ruleViolation } from '../../platform/errors.ts'
import type { PlanRules } from './schemas.ts'

/** @throws DomainError `rule-violation` when the band is empty or the target lies outside it */
export function checkRules({ band }: PlanRules): void {
  if (band.min > band.max)
    throw ruleViolation('band', `The band is empty: min ${band.min} is above max ${band.max}.`, {
      field: 'body/rules/band',
      min: band.min,
      max: band.max,
    })
  if (band.target !== undefined && (band.target < band.min || band.target > band.max))
    throw ruleViolation('band', `The target ${band.target} lies outside ${band.min}–${band.max}.`, {
      field: 'body/rules/band/target',
    })
}

export type CodedGrid = { id: string; communityId: string; code: string | null } & {
  lng: number
  lat: number
  heightDegrees: number
}

const LAST_SEQUENCE = 999

/**
 * The codes of grids that have none yet: the community's prefix and the next 3-digit numbers, west to east within
 * rows from north to south. A row is as high as half a typical (median) grid of the community.
 *
 * @param last the highest number ever issued in each community; a number is never used twice
 * @throws DomainError `rule-violation` when a community runs out of numbers
 */
export function issueCodes(
  grids: readonly CodedGrid[],
  communities: readonly { id: string; name: string; codePrefix: string }[],
  last: ReadonlyMap<string, number>,
): { gridId: string; communityId: string; code: string }[] {
  return communities.flatMap((community) => {
    const own = grids.filter((grid) => grid.communityId === community.id)
    const fresh = own.filter((grid) => grid.code === null)
    const heights = own.map((grid) => grid.heightDegrees).sort((a, b) => a - b)
    const rowHeight = (heights[heights.length >> 1] ?? 0) / 2 || 1e-7
    const order = orderInRows(
      fresh.map(({ lng, lat }) => [lng, lat]),
      rowHeight,
    )
    const first = (last.get(community.id) ?? 0) + 1
    if (first + fresh.length - 1 > LAST_SEQUENCE)
      throw ruleViolation(
        'code-sequence',
        `${community.name} would need number ${first + fresh.length - 1}; ${LAST_SEQUENCE} is the last.`,
      )
    return order.map((index, place) => ({
      gridId: fresh[index]?.id ?? '',
      communityId: community.id,
      code: `${community.codePrefix}${String(first + place).padStart(3, '0')}`,
    }))
  })
}
