import { lex } from './lex'

/** What can be completed at the caret, and which part of the text a choice replaces. */
export type Completion =
  | { kind: 'field'; prefix: string; start: number; end: number; afterTerm: boolean }
  | { kind: 'value'; field: string; prefix: string; start: number; end: number; rest: string }
  | { kind: 'none' }

export function completionAt(text: string, caret: number): Completion {
  const tokens = lex(text)
  const token = tokens.find((candidate) => candidate.start < caret && caret <= candidate.end)
  const afterTerm = ['clause', 'close'].includes(tokens.filter((t) => t.end < caret).at(-1)?.kind ?? '')
  if (!token || token.kind === 'open') return { kind: 'field', prefix: '', start: caret, end: caret, afterTerm }
  if (token.kind === 'close') return { kind: 'none' }
  if (token.kind !== 'clause') {
    return { kind: 'field', prefix: text.slice(token.start, caret), start: token.start, end: token.end, afterTerm }
  }
  if (token.field === undefined) {
    if (token.value.startsWith('"')) return { kind: 'none' }
    const prefix = text.slice(token.valueStart, caret)
    return { kind: 'field', prefix, start: token.valueStart, end: token.end, afterTerm }
  }
  if (caret < token.valueStart) {
    const start = token.valueStart - 1 - token.field.length
    return { kind: 'field', prefix: text.slice(start, caret), start, end: token.valueStart, afterTerm }
  }
  if (/^[([{<>]/.test(token.value)) return { kind: 'none' }
  const prefix = text.slice(token.valueStart, caret).replace(/^"/, '').replace(/\\(.)/g, '$1')
  const rest = `${text.slice(0, token.start).trim()} ${text.slice(token.end).trim()}`.trim()
  return { kind: 'value', field: token.field, prefix, start: token.valueStart, end: token.end, rest }
}

/** Puts the chosen text in place and says where the caret goes. */
export function applyCompletion(text: string, at: { start: number; end: number }, chosen: string): { text: string; caret: number } {
  const after = text.slice(at.end)
  return { text: text.slice(0, at.start) + chosen + after, caret: at.start + chosen.length }
}
