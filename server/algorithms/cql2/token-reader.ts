import { FilterProblem, MOST_LEVELS, tooDeep } from './filter-limits.ts'
import type { Token } from './tokenize.ts'

const MOST_SHOWN = 40

/** Walks over tokens. What it does not find it names, with the place and with what stands there instead. */
export class TokenReader {
  private index = 0
  private levels = 0
  private readonly tokens: readonly Token[]

  /** @param tokens as `tokenize` gives them: the last is the end */
  constructor(tokens: readonly Token[]) {
    this.tokens = tokens
  }

  /** The token `ahead` places from here; beyond the end it is the end. */
  peek(ahead = 0): Token {
    return this.tokens[Math.min(this.index + ahead, this.tokens.length - 1)]!
  }

  next(): Token {
    const token = this.peek()
    this.index += 1
    return token
  }

  /** Whether the next token is one of these symbols or, in upper or lower case, keywords. */
  isNext(...texts: readonly string[]): boolean {
    const { kind, text } = this.peek()
    return (kind === 'symbol' || kind === 'word') && texts.includes(text.toUpperCase())
  }

  /** Takes the next token when it is that symbol or keyword. */
  take(text: string): boolean {
    const found = this.isNext(text)
    if (found) this.index += 1
    return found
  }

  /** @throws FilterProblem when the next token is another */
  expect(text: string): void {
    if (!this.take(text)) throw this.unexpected(`"${text}"`)
  }

  /** The value of the next token, which must be of that kind. */
  expectKind(kind: Token['kind'], expected: string): string {
    if (this.peek().kind !== kind) throw this.unexpected(expected)
    return this.next().value
  }

  /** Items between commas, at least one. */
  list<T>(readItem: () => T): T[] {
    const items = [readItem()]
    while (this.take(',')) items.push(readItem())
    return items
  }

  /** Reads something that may hold its like, and refuses what is nested deeper than the stack should bear. */
  nested<T>(read: () => T): T {
    this.levels += 1
    if (this.levels > MOST_LEVELS) throw tooDeep(this.levels)
    const result = read()
    this.levels -= 1
    return result
  }

  /** The error that something else was expected here. */
  unexpected(expected: string): FilterProblem {
    const { kind, text, position } = this.peek()
    const shown = text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}…` : text
    const found = kind === 'end' ? 'the filter ends' : `found ${shown}`
    return new FilterProblem(`At character ${position}: ${found} where ${expected} was expected.`)
  }

  /** A problem with the meaning of what was read at that token. */
  problemAt(token: Token, problem: string): FilterProblem {
    return new FilterProblem(`At character ${token.position}: ${problem}`)
  }

  /** Gives a problem that `read` finds the place of that token. */
  placed<T>(token: Token, read: () => T): T {
    try {
      return read()
    } catch (error) {
      throw error instanceof FilterProblem ? this.problemAt(token, error.message) : error
    }
  }
}
