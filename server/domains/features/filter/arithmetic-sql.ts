import type { Operand } from './context.ts'

export type ArithmeticOperator = '+' | '-' | '*' | '/' | '%' | 'div' | '^'

/** The sum of the logarithms up to which a product stays far from the ends of double precision (e^709 and e^-708). */
const LARGEST_LOGARITHM = 700

/** The arms of a case over columns a and b, which are not null; where none fits, double precision has no answer and PostgreSQL would end the statement. */
const SAFELY: Record<ArithmeticOperator, string> = {
  '+': 'when abs(a) <= 1e307 and abs(b) <= 1e307 then a + b',
  '-': 'when abs(a) <= 1e307 and abs(b) <= 1e307 then a - b',
  '*': `when a = 0 or b = 0 then 0 when abs(ln(abs(a)) + ln(abs(b))) <= ${LARGEST_LOGARITHM} then a * b`,
  '/': quotient('a / b'),
  div: quotient('trunc(a / b)'),
  // Beyond 2^53 a quotient has lost the digits that a remainder is made of.
  '%': quotient('case when abs(a / b) < 9007199254740992 then a - b * trunc(a / b) end'),
  '^': `when b = 0 then 1
    when a = 0 then case when b > 0 then 0 end
    when a < 0 and b <> trunc(b) then null
    when abs(b) between 1e-100 and 1e6 and abs(b * ln(abs(a))) <= ${LARGEST_LOGARITHM} then power(a, b)`,
}

function quotient(result: string): string {
  return `when b = 0 then null when a = 0 then 0
    when abs(ln(abs(a)) - ln(abs(b))) <= ${LARGEST_LOGARITHM} then ${result}`
}

/** An operation on two numbers, in double precision; division by zero and what is too large is null, that is unknown. */
export function arithmeticSql(operator: ArithmeticOperator, left: Operand, right: Operand): Operand {
  const columns = `cast(${left.sql} as double precision) as a, cast(${right.sql} as double precision) as b`
  return {
    type: 'number',
    // A subquery names the operands: written out in every arm they would double with every level. "offset 0" keeps the planner from doing that.
    sql: `(select case when a is null or b is null then null ${SAFELY[operator]} end from (select ${columns} offset 0) as operands)`,
    shown: `the result of ${operator}`,
  }
}
