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

export type CodedGrid = {
  id: string
  communityId: string
  kind: 'basic' | 'dedicated'
  code: string | null
  lng: number
  lat: number
  heightDegrees: number
}

const LAST_SEQUENCE = 999

/**
 * The codes of grids that have none yet: the community's prefix and the next 3-digit numbers, west to east within
 * rows from north to south. A row is as high as half a typical (median) grid of the community. Overlays come after
 * the grids they lie over, so that these are numbered as if there were none.
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
    const fresh = [...freshInOrder(own, 'basic'), ...freshInOrder(own, 'dedicated')]
    const first = (last.get(community.id) ?? 0) + 1
    if (first + fresh.length - 1 > LAST_SEQUENCE)
      throw ruleViolation(
        'code-sequence',
        `${community.name} would need number ${first + fresh.length - 1}; ${LAST_SEQUENCE} is the last.`,
      )
    return fresh.map(({ id }, place) => ({
      gridId: id,
      communityId: community.id,
      code: `${community.codePrefix}${String(first + place).padStart(3, '0')}`,
    }))
  })
}

function freshInOrder(grids: readonly CodedGrid[], kind: CodedGrid['kind']): CodedGrid[] {
  const own = grids.filter((grid) => grid.kind === kind)
  const fresh = own.filter((grid) => grid.code === null)
  const heights = own.map((grid) => grid.heightDegrees).sort((a, b) => a - b)
  const order = orderInRows(
    fresh.map(({ lng, lat }) => [lng, lat]),
    (heights[heights.length >> 1] ?? 0) / 2 || 1e-7,
  )
  return order.map((index) => fresh[index]!)
}
