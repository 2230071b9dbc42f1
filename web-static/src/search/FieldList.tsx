import { ChevronRight, CircleMinus, CirclePlus } from 'lucide-react'
import { useState } from 'react'
import { isWrongQuery } from '../api/client'
import { useFields, useTop } from '../api/queries'
import type { Field } from '../api/types'
import { shortNames } from '../query/fields'
import { count } from '../time/format'
import { SafeText } from '../ui/SafeText'
import { Unavailable } from '../ui/Unavailable'
import { useSearch } from './context'
import { PersonName } from './PersonName'
import { Value } from './Value'

const OPEN_AT_FIRST = ['user', 'verb', 'action', 'namespace', 'resource', 'code']
/** Fields whose values are callers, shown as in the rows. */
const PEOPLE_FIELDS = ['user', 'impersonatedUser']
const FIRST_SIZE = 5
const MORE_SIZE = 50

/** Fields with their most frequent values in the current answer. */
export function FieldList() {
  const fields = useFields()
  const [wanted, setWanted] = useState('')
  const [open, setOpen] = useState(() => new Set(OPEN_AT_FIRST))
  const facets = (fields.data ?? []).filter((field) => field.facet)
  const shown = facets
    .filter(({ name, aliases }) => [name, ...aliases].some((text) => text.toLowerCase().includes(wanted.toLowerCase())))
    .sort((a, b) => rank(a) - rank(b))
  const toggle = (name: string) => {
    const next = new Set(open)
    if (!next.delete(name)) next.add(name)
    setOpen(next)
  }
  return (
    <aside className="fields" aria-label="Fields">
      <input className="field-input" placeholder="Find a field" aria-label="Find a field" value={wanted} onChange={(event) => setWanted(event.target.value)} />
      {fields.error && <p className="fields-none" role="alert"><Unavailable what="Fields" retry={() => void fields.refetch()} /></p>}
      <ul className="fields-scroll" tabIndex={-1}>
        {shown.map((field) => (
          <li key={field.name}>
            <button type="button" className="field-name" aria-expanded={open.has(field.name)} title={field.description} onClick={() => toggle(field.name)}>
              <ChevronRight size={12} className="icon twist" aria-hidden />
              {field.name}
              <span className="muted field-alias">{shortNames(field).join(', ')}</span>
            </button>
            {open.has(field.name) && <TopValues field={field.name} />}
          </li>
        ))}
      </ul>
    </aside>
  )
}

function TopValues({ field }: { field: string }) {
  const { state, filter } = useSearch()
  const [size, setSize] = useState(FIRST_SIZE)
  const top = useTop(field, state, size, true)
  if (top.isPending) return <div className="top-wait" />
  if (top.error && !isWrongQuery(top.error)) {
    return <p className="top-none"><Unavailable what={`Values of ${field}`} retry={() => void top.refetch()} /></p>
  }
  if (top.error) return <p className="top-none muted" aria-label="No answer">–</p>
  const { values, other } = top.data
  const all = values.reduce((sum, value) => sum + value.count, other)
  if (values.length === 0) return <p className="top-none muted" aria-label="None">–</p>
  return (
    <ul className={`top ${top.isPlaceholderData ? 'stale' : ''}`} aria-label={`Top values of ${field}`}>
      {values.map(({ value, count: events }) => (
        <li key={value} className="top-row">
          <Value field={field} value={value} className="top-value">
            {PEOPLE_FIELDS.includes(field) ? <PersonName user={value} /> : <SafeText text={value} />}
          </Value>
          <span className="top-count">{count(events)}</span>
          <span className="top-actions">
            <button type="button" aria-label={`Filter for ${field} ${value.slice(0, 80)}`} title="Filter for" onClick={() => filter(field, value)}>
              <CirclePlus size={14} aria-hidden />
            </button>
            <button type="button" aria-label={`Filter out ${field} ${value.slice(0, 80)}`} title="Filter out" onClick={() => filter(field, value, true)}>
              <CircleMinus size={14} aria-hidden />
            </button>
          </span>
          <span className="top-share" style={{ width: `${(100 * events) / Math.max(all, 1)}%` }} aria-hidden />
        </li>
      ))}
      {other > 0 && size === FIRST_SIZE && (
        <li>
          <button type="button" className="link top-more" onClick={() => setSize(MORE_SIZE)}>
            {count(other)} in other values
          </button>
        </li>
      )}
    </ul>
  )
}

function rank({ name }: Field): number {
  const at = OPEN_AT_FIRST.indexOf(name)
  return at < 0 ? OPEN_AT_FIRST.length : at
}
