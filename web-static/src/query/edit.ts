import { type Clause, lex } from './lex'

/** A clause, or a group in parentheses. */
type Unit = Pick<Clause, 'start' | 'end' | 'negated' | 'field' | 'value'>

/** Longer values are offered for copying only: a link holding them would be refused by servers and mail programs. */
export const MAX_FILTER_LENGTH = 1000

/** Writes a literal so that the query language reads exactly these characters back. */
export function quoteValue(value: string): string {
  const plain = /^[A-Za-z0-9_./@][A-Za-z0-9_./@:-]*$/.test(value) && !/^(AND|OR|NOT|TO)$/i.test(value)
  return plain ? value : `"${value.replace(/[\\"]/g, '\\$&')}"`
}

export function clauseText(field: string, value: string, negated = false): string {
  return `${negated ? '-' : ''}${field.replace(/[\s\\()":*?]/g, '\\$&')}:${quoteValue(value)}`
}

/** Adds one clause that everything else must agree with; saying it twice, or its opposite, replaces the first. */
export function addClause(query: string, clause: string): string {
  const opposite = clause.startsWith('-') ? clause.slice(1) : `-${clause}`
  if (topLevel(query).some((found) => textOf(query, found) === clause)) return query
  const base = removeClause(query, opposite)
  if (base === '') return clause
  return `${needsParentheses(base) ? `(${base})` : base} ${clause}`
}

export function removeClause(query: string, clause: string): string {
  const found = topLevel(query).find((candidate) => textOf(query, candidate) === clause)
  return found ? cut(query, found) : query.trim()
}

export function hasClause(query: string, clause: string): boolean {
  return topLevel(query).some((found) => textOf(query, found) === clause)
}

export function toggleClause(query: string, clause: string): string {
  return hasClause(query, clause) ? removeClause(query, clause) : addClause(query, clause)
}

/** The value one of `names` is narrowed to by a clause of its own, if it is a plain one. */
export function scopeOf(query: string, names: string[]): string | undefined {
  const found = scopeClause(query, names)
  return found && unquote(found.value)
}

/** Replaces, adds or (with undefined) removes the clause that narrows `names[0]`. */
export function withScope(query: string, names: string[], value: string | undefined): string {
  const found = scopeClause(query, names)
  const base = found ? cut(query, found) : query.trim()
  return value === undefined ? base : addClause(base, clauseText(names[0]!, value))
}

export function unquote(value: string): string {
  if (!value.startsWith('"')) return value.replace(/\\(.)/g, '$1')
  return value.replace(/^"|"$/g, '').replace(/\\(.)/g, '$1')
}

function scopeClause(query: string, names: string[]): Unit | undefined {
  return topLevel(query).find((c) => !c.negated && c.field !== undefined && names.includes(c.field) && /^["\w]/.test(c.value))
}

/** Clauses and parenthesised groups that alone decide: those of a query whose top level has no OR. */
function topLevel(query: string): Unit[] {
  if (needsParentheses(query)) return []
  const tokens = lex(query)
  return tokens.flatMap((token, index): Unit[] => {
    if (token.depth > 0) return []
    if (token.kind === 'clause') return [token]
    if (token.kind !== 'open') return []
    const close = tokens.slice(index).find((other) => other.kind === 'close' && other.depth === 0)
    const negated = tokens[index - 1]?.kind === 'not'
    return close ? [{ start: token.start, end: close.end, negated, value: query.slice(token.start, close.end) }] : []
  })
}

function needsParentheses(query: string): boolean {
  return lex(query).some((token) => token.kind === 'or' && token.depth === 0)
}

function textOf(query: string, clause: Unit): string {
  const body = query.slice(clause.start, clause.end).replace(/^[-!]/, '')
  return clause.negated ? `-${body}` : body
}

/** Takes a clause out together with the operator that tied it to its neighbour. */
function cut(query: string, clause: Unit): string {
  const before = query.slice(0, clause.start).replace(/\s*(?:(?:\b(?:AND|NOT)|&&)\s+)*$/, '')
  const after = query.slice(clause.end).replace(/^\s*(?:AND\b\s*|&&\s*)?/, '')
  return [before, after].filter((part) => part !== '').join(' ').trim()
}
