import { createHash, randomBytes } from 'node:crypto'

/** `wgk_` and 32 random bytes in base64url: easy to find in a leaked file, impossible to guess. */
const SECRET = /^wgk_[A-Za-z0-9_-]{43}$/

export const newSecret = (): string => `wgk_${randomBytes(32).toString('base64url')}`

/**
 * What is stored and looked up instead of the secret. 256 random bits need no salt and no slow hash, and a lookup by
 * hash takes the same time whatever part of a guess is right.
 *
 * @returns 32 bytes, or undefined when the text cannot be a secret of ours
 */
export const hashSecret = (secret: string): Buffer | undefined =>
  SECRET.test(secret) ? createHash('sha256').update(secret).digest() : undefined
