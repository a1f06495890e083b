import { FilterProblem, MOST_CHARACTERS } from './filter-limits.ts'

/**
 * A word is a name or a keyword; a quoted name is never a keyword.
 * `text` is what stands there, `value` what it means; `position` counts characters from 1.
 */
export type Token = Readonly<{
  kind: 'word' | 'quoted' | 'string' | 'number' | 'symbol' | 'end'
  text: string
  value: string
  position: number
}>

const KEYWORDS = new Set('AND OR NOT LIKE BETWEEN IN IS NULL DIV'.split(' '))

/** Whether a token is a name: quoted, or a word that the grammar does not keep for itself. */
export const isName = ({ kind, text }: Token) =>
  kind === 'quoted' || (kind === 'word' && !KEYWORDS.has(text.toUpperCase()))

const NAME_START =
  ':_A-Za-z\\u00C0-\\u00D6\\u00D8-\\u00F6\\u00F8-\\u02FF\\u0370-\\u037D\\u037F-\\u1FFE\\u200C-\\u200D\\u2070-\\u218F' +
  '\\u2C00-\\u2FEF\\u3001-\\uD7FF\\uF900-\\uFDCF\\uFDF0-\\uFFFD\\u{10000}-\\u{EFFFF}'

const SPACE = /[\s\u0085]+/uy
const PATTERNS = [
  ['number', /(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?/uy],
  ['word', new RegExp(`[${NAME_START}][${NAME_START}.0-9\\u0300-\\u036F\\u203F-\\u2040]*`, 'uy')],
  ['symbol', /<>|<=|>=|[()=<>+\-*/%^,]/uy],
  ['quoted', /"(?:[^"]|"")+"/uy],
] as const

/**
 * Cuts CQL2 text into tokens.
 * @returns the tokens, the last one of kind `end`. In a string '' and \' stand for a quote; before a quote, and only there, \\ stands for a
 * backslash, so that every text can be written.
 * @throws FilterProblem for a text that is too long and for a character that begins nothing. Cost: linear.
 */
export function tokenize(text: string): Token[] {
  if (text.length > MOST_CHARACTERS)
    throw new FilterProblem(`The filter has ${text.length} characters; at most ${MOST_CHARACTERS} are read.`)
  if (text.includes('\u0000')) throw new FilterProblem('The filter holds the character U+0000.')
  const tokens: Token[] = []
  for (let at = 0; ; ) {
    at += matchAt(SPACE, text, at)?.length ?? 0
    if (at >= text.length) break
    const token = tokenAt(text, at)
    tokens.push(token)
    at += token.text.length
  }
  return [...tokens, { kind: 'end', text: '', value: '', position: text.length + 1 }]
}

function matchAt(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at
  return pattern.exec(text)?.[0]
}

function tokenAt(text: string, at: number): Token {
  if (text[at] === "'") return stringAt(text, at)
  for (const [kind, pattern] of PATTERNS) {
    const found = matchAt(pattern, text, at)
    if (found === undefined) continue
    const value = kind === 'quoted' ? found.slice(1, -1).replaceAll('""', '"') : found
    return { kind, text: found, value, position: at + 1 }
  }
  const character = String.fromCodePoint(text.codePointAt(at)!)
  const problem =
    character === '"' ? 'a quoted name is empty or does not end' : `"${character}" begins nothing in CQL2`
  throw new FilterProblem(`At character ${at + 1}: ${problem}.`)
}

/** A run of anything, of backslashes or of quotes. */
const STRING_PIECE = /[^'\\]+|\\+|''?/uy

function stringAt(text: string, start: number): Token {
  let value = ''
  for (let at = start + 1; ; ) {
    const piece = matchAt(STRING_PIECE, text, at)
    if (piece === undefined)
      throw new FilterProblem(`At character ${start + 1}: the string that begins here does not end.`)
    at += piece.length
    if (piece === "'") return { kind: 'string', text: text.slice(start, at), value, position: start + 1 }
    const isBeforeQuote = piece.startsWith('\\') && text[at] === "'"
    if (isBeforeQuote) {
      value += piece.slice(0, piece.length >> 1)
      if (piece.length % 2 === 0) continue
      value += "'"
      at += 1
    } else value += piece === "''" ? "'" : piece
  }
}
