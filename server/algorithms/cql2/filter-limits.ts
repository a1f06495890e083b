import type { Expression } from './expression.ts'

/** What is wrong with a filter: the message says where, what was found, and what would be right. */
export class FilterProblem extends Error {
  override name = 'FilterProblem'
}

export const MOST_CHARACTERS = 10_000
export const MOST_LEVELS = 64
/** Operators, properties and literals together; a database takes no more than 32,767 values in one statement. */
export const MOST_PARTS = 10_000
/** Positions of all geometries together. */
export const MOST_VERTICES = 10_000

/** A chain like 1 + 1 + 1 … is deep without a bracket; whoever walks the expression later must not run out of stack. */
export function assertWithinLimits(expression: Expression): void {
  let parts = 0
  let level: readonly Expression[] = [expression]
  for (let depth = 1; level.length > 0; depth++) {
    if (depth > MOST_LEVELS) throw tooDeep(depth)
    parts += level.length
    level = level.flatMap(childrenOf)
  }
  if (parts > MOST_PARTS)
    throw new FilterProblem(`The filter has ${parts} parts; at most ${MOST_PARTS} are read.`)
}

export const tooDeep = (depth: number) =>
  new FilterProblem(`The filter is nested ${depth} levels deep or more; at most ${MOST_LEVELS} are read.`)

function childrenOf(expression: Expression): readonly Expression[] {
  if (expression.kind === 'operation') return expression.operands
  return expression.kind === 'array' ? expression.items : []
}
