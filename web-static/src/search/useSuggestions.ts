import { useDeferredValue, useEffect } from 'react'
import { useFields, useValues } from '../api/queries'
import type { Field } from '../api/types'
import type { Completion } from '../query/complete'
import { quoteValue } from '../query/edit'
import { shortNames } from '../query/fields'
import { count } from '../time/format'
import type { SearchState } from '../url/state'

export interface Suggestion {
  /** What replaces the text at the caret. */
  insert: string
  label: string
  note: string
  kind: 'field' | 'value' | 'operator'
}

const OPERATORS: Suggestion[] = [
  { insert: 'AND ', label: 'AND', note: 'both', kind: 'operator' },
  { insert: 'OR ', label: 'OR', note: 'either', kind: 'operator' },
  { insert: 'NOT ', label: 'NOT', note: 'leave out what follows', kind: 'operator' },
]

export function useSuggestions(completion: Completion, state: SearchState, open: boolean): Suggestion[] {
  const { data: fields = [], isError, refetch } = useFields()
  const wanted = useDeferredValue(completion)
  // The names are asked for once; if that failed, whoever types needs them now.
  useEffect(() => {
    if (open && isError) void refetch({ cancelRefetch: false })
  }, [open, isError, refetch, completion.kind, completion.kind === 'none' ? '' : completion.prefix])
  const { field, prefix, rest } = wanted.kind === 'value' ? wanted : { field: '', prefix: '', rest: '' }
  const ask = { field: canonical(field, fields), prefix: prefix.replace(/[*?].*$/s, ''), range: { from: state.from, to: state.to } }
  const inContext = useValues(ask.field, ask.prefix, { q: rest, ...ask.range }, open && field !== '')
  // What stands around the caret may not be a query yet; then the values of everything still help.
  const anywhere = useValues(ask.field, ask.prefix, { q: '', ...ask.range }, open && field !== '' && inContext.isError)
  if (!open || completion.kind === 'none') return []
  if (completion.kind === 'field') return suggestFields(fields, completion.prefix, completion.afterTerm)
  return (inContext.data ?? anywhere.data ?? []).map(({ value, count: events }) => ({
    insert: `${quoteValue(value)} `,
    label: value,
    note: count(events),
    kind: 'value',
  }))
}

export function suggestFields(fields: Field[], prefix: string, afterTerm: boolean): Suggestion[] {
  const typed = prefix.toLowerCase()
  const score = (field: Field): number => {
    const names = [field.name, ...field.aliases].map((name) => name.toLowerCase())
    if (names.some((name) => name.startsWith(typed))) return 0
    return names.some((name) => name.includes(typed)) ? 1 : 2
  }
  const found = fields
    .filter((field) => score(field) < 2)
    .sort((a, b) => score(a) - score(b))
    .map((field): Suggestion => ({
      insert: `${field.name}:`,
      label: field.name,
      note: [shortNames(field).join(', '), field.description].filter(Boolean).join(' · '),
      kind: 'field',
    }))
  const operators = OPERATORS.filter(({ label }) => (label === 'NOT' || afterTerm) && label.startsWith(prefix.toUpperCase()))
  return typed === '' ? [...found, ...operators] : [...operators, ...found]
}

function canonical(name: string, fields: Field[]): string {
  return fields.find((field) => field.aliases.includes(name))?.name ?? name
}
