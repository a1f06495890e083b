import type { Caller } from '../../platform/access.ts'

export type LoopbackRule = Readonly<{ host: string; allowedHosts: readonly string[] }>

const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|\[?::1\]?)$/i

/** Headers by which a proxy says that the one who asks is somebody else, somewhere else. */
const FORWARDED = /^(x-forwarded-.*|x-real-ip|forwarded|via)$/

export const isLoopback = (host: string): boolean => LOOPBACK.test(host)

/**
 * The loopback rule: bound to loopback, asked by an allow-listed Host name (a name that an attacker's DNS turned to
 * this machine is none), and nothing says that the request was forwarded.
 */
export const isLocal = (caller: Caller, { host, allowedHosts }: LoopbackRule): boolean =>
  isLoopback(host) &&
  allowedHosts.includes(caller.hostname.toLowerCase()) &&
  !Object.keys(caller.headers).some((name) => FORWARDED.test(name))
