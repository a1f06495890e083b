/**
 * SQL of a timestamptz as features show it: UTC in ISO 8601, with milliseconds where it has any.
 * @param column a name that is a constant, never from a request
 */
export const utcText = (column: string) =>
  /* sql */ `replace(to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), '.000Z', 'Z')`
