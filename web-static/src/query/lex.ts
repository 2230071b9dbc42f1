/**
 * A tolerant reader of query text. The server owns the grammar and its errors; the pages only need to know where
 * clauses begin and end, so that a click can add or replace one while the text is half typed or even wrong.
 */
export type Token =
  | { kind: 'open' | 'close' | 'and' | 'or' | 'not'; start: number; end: number; depth: number }
  | Clause

export interface Clause {
  kind: 'clause'
  start: number
  end: number
  depth: number
  /** Negated by a leading `-` or `!`, or by a NOT in front. */
  negated: boolean
  /** Field name as typed; absent for a bare word or phrase. */
  field?: string
  /** Raw text after the colon, or the whole bare word. */
  value: string
  valueStart: number
}

const OPERATORS: Record<string, 'and' | 'or' | 'not'> = { AND: 'and', '&&': 'and', OR: 'or', '||': 'or', NOT: 'not' }

export function lex(text: string): Token[] {
  const tokens: Token[] = []
  let depth = 0
  let at = 0
  while (at < text.length) {
    const char = text[at]!
    if (/\s/.test(char)) {
      at++
    } else if (char === '(') {
      tokens.push({ kind: 'open', start: at, end: ++at, depth: depth++ })
    } else if (char === ')') {
      depth = Math.max(0, depth - 1)
      tokens.push({ kind: 'close', start: at, end: ++at, depth })
    } else {
      const token = readClause(text, at, depth, tokens.at(-1)?.kind === 'not')
      const operator = token.field === undefined && !/^[-!]/.test(text.slice(at, at + 1)) ? OPERATORS[token.value] : undefined
      tokens.push(operator ? { kind: operator, start: token.start, end: token.end, depth } : token)
      at = token.end
    }
  }
  return tokens
}

function readClause(text: string, start: number, depth: number, afterNot: boolean): Clause {
  const minus = text[start] === '-' || text[start] === '!'
  const begin = minus ? start + 1 : start
  const colon = text[begin] === '"' ? begin : endOfWord(text, begin)
  const negated = minus !== afterNot
  if (colon > begin && text[colon] === ':') {
    const end = endOfValue(text, colon + 1)
    const field = text.slice(begin, colon)
    return { kind: 'clause', start, end, depth, negated, field, value: text.slice(colon + 1, end), valueStart: colon + 1 }
  }
  const end = Math.max(endOfValue(text, begin), start + 1)
  return { kind: 'clause', start, end, depth, negated, value: text.slice(begin, end), valueStart: begin }
}

/** A word ends at white space, a bracket, a quote or a colon; a backslash takes the next character along. */
function endOfWord(text: string, from: number): number {
  let at = from
  while (at < text.length && !/[\s()":]/.test(text[at]!)) at += text[at] === '\\' ? 2 : 1
  return Math.min(at, text.length)
}

function endOfValue(text: string, from: number): number {
  const opener = text[from]
  if (opener === '"') return closing(text, from, '"')
  if (opener === '(') return closing(text, from, ')')
  if (opener === '[' || opener === '{') {
    const length = text.slice(from).search(/[\]}]/)
    return length < 0 ? text.length : from + length + 1
  }
  let at = from
  while (at < text.length && !/[\s()"]/.test(text[at]!)) at += text[at] === '\\' ? 2 : 1
  return Math.min(at, text.length)
}

function closing(text: string, from: number, close: string): number {
  for (let at = from + 1; at < text.length; at++) {
    if (text[at] === '\\') at++
    else if (text[at] === close) return at + 1
  }
  return text.length
}
