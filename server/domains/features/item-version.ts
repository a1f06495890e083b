/**
 * What If-Match is held against. The ETag of an item is `"<version>.<digest of the format>[-encoding]"`: the version is the
 * MD5 of the stored row, so whichever format, coordinate system or encoding was read, a write can name what it has seen.
 */
import { DomainError } from '../../platform/errors.ts'

const TAG = /^"([0-9a-f]{32})(\.[\w-]*)?"$/

/** @throws DomainError `stale` when the item is none of those that the header names; without the header nothing is asked */
export function assertSeen(version: string, ifMatch: string | undefined): void {
  if (ifMatch === undefined || ifMatch.trim() === '*') return
  const seen = ifMatch.split(',').map((tag) => TAG.exec(tag.trim())?.[1])
  if (seen.includes(version)) return
  const current = `"${version}"`
  throw new DomainError('stale', `The item is at ${current}, the request at ${ifMatch.slice(0, 200)}.`, {
    current,
    remedy: 'Read the item again, make the change there, and send the new ETag as If-Match.',
  })
}
