/** Digits of a division code at each depth: province 2, prefecture 4, county 6, town 9, village 12. */
const CODE_LENGTHS = [2, 4, 6, 9, 12]

/**
 * A division code as 12 digits: shorter official ones are padded (110108014 → 110108014000).
 * Tables often hold them as numbers; 12 digits are exact in a double, and no province begins with 0.
 * @returns undefined for what is no such code
 */
export function divisionCode(value: unknown): string | undefined {
  if (typeof value !== 'string' && typeof value !== 'number') return undefined
  const digits = String(value).trim()
  if (!/^[1-9]\d+$/.test(digits) || !CODE_LENGTHS.includes(digits.length)) return undefined
  return digits.padEnd(12, '0')
}
