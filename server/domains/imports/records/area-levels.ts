import type { AreaLevel } from '../../../../geo-data/records.ts'

/** Highest first. */
export const AREA_LEVELS: readonly AreaLevel[] = ['province', 'city', 'county', 'town', 'community']

/** What OSM's administrative levels are in China. */
const CHINESE_LEVELS: Record<number, AreaLevel> = {
  2: 'province',
  3: 'province',
  4: 'province',
  5: 'city',
  6: 'county',
  7: 'town',
  8: 'town',
  9: 'community',
  10: 'community',
}

/**
 * Maps the administrative levels that a file has areas of to ours.
 * Grids need communities, so the deepest one (or the one given) is the community; those above keep their Chinese meaning while it is free and
 * higher than the one below, else they take the next free level upward: Liechtenstein's 8, 6, 2 become community, county, province.
 * @param present levels with at least one closed area
 * @param communityLevel the level of communities, when the deepest is not it; deeper ones are left out
 * @returns level → ours; levels for which none is left are missing
 */
export function mapAdminLevels(present: Iterable<number>, communityLevel?: number): Map<number, AreaLevel> {
  const deepestFirst = [...new Set(present)].sort((a, b) => b - a)
  const kept =
    communityLevel === undefined ? deepestFirst : deepestFirst.filter((level) => level <= communityLevel)
  const mapped = new Map<number, AreaLevel>()
  let free = AREA_LEVELS.length - 1
  kept.forEach((level, index) => {
    const chinese = AREA_LEVELS.indexOf(CHINESE_LEVELS[level] ?? 'community')
    const rank = index === 0 ? free : Math.min(chinese, free)
    const ours = AREA_LEVELS[rank]
    if (!ours) return
    mapped.set(level, ours)
    free = rank - 1
  })
  return mapped
}
