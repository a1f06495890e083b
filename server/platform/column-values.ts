/** How column values arrive in Node, the same from both engines. */

/** timestamptz. @throws Error for an infinite time: here NULL means open-ended */
export function timestampValue(text: string): Date {
  if (text.endsWith('infinity')) throw new Error(`The time is ${text}; NULL means open-ended here.`)
  return new Date(text)
}

/** int8 as a number: counts and sequence numbers stay far below 2^53. */
export const bigIntegerValue = Number

/** date as text: a day has no time zone. */
export const dayValue = String
