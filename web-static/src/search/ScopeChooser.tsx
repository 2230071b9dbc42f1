import { ChevronDown, X } from 'lucide-react'
import { useState } from 'react'
import { isWrongQuery } from '../api/client'
import { useValues } from '../api/queries'
import { scopeOf, withScope } from '../query/edit'
import { count } from '../time/format'
import { SafeText } from '../ui/SafeText'
import { Unavailable } from '../ui/Unavailable'
import { usePopover } from '../ui/usePopover'
import { useSearch } from './context'

/** Narrows the query to one cluster or namespace; `names` are the field and its short forms. */
export function ScopeChooser({ label, names }: { label: string; names: string[] }) {
  const { state, update } = useSearch()
  const { open, setOpen, anchor } = usePopover<HTMLDivElement>()
  const [prefix, setPrefix] = useState('')
  const field = names[0]!
  const current = scopeOf(state.q, names)
  // The values on offer must not depend on the one that is chosen, else there would be nothing to change to.
  const values = useValues(field, prefix, { ...state, q: withScope(state.q, names, undefined) }, open)
  const choose = (value: string | undefined) => {
    update({ q: withScope(state.q, names, value) })
    setOpen(false)
    setPrefix('')
  }
  return (
    <div className="popover-anchor" ref={anchor}>
      <button
        type="button"
        className={`button scope ${current === undefined ? '' : 'narrowed'}`}
        aria-haspopup="dialog"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        <span className="muted">{label}</span>
        <span className="scope-value">{current === undefined ? 'all' : <SafeText text={current} />}</span>
        <ChevronDown size={14} className="icon muted" aria-hidden />
      </button>
      {open && (
        <div className="floating popover menu" role="dialog" aria-label={`Choose ${label.toLowerCase()}`}>
          <input
            className="field-input"
            autoFocus
            placeholder={`Begins with…`}
            aria-label={`${label} begins with`}
            value={prefix}
            onChange={(event) => setPrefix(event.target.value)}
            onKeyDown={(event) => event.key === 'Enter' && values.data?.[0] && choose(values.data[0].value)}
          />
          <ul className="scope-list">
            {current !== undefined && (
              <li>
                <button type="button" className="menu-item" onClick={() => choose(undefined)}>
                  <X size={14} aria-hidden /> All {label.toLowerCase()}s
                </button>
              </li>
            )}
            {values.data?.map(({ value, count: events }) => (
              <li key={value}>
                <button type="button" className="menu-item" aria-current={value === current} onClick={() => choose(value)}>
                  <span className="grow"><SafeText text={value} /></span>
                  <span className="aside">{count(events)}</span>
                </button>
              </li>
            ))}
            {values.data?.length === 0 && <li className="scope-none muted">None in this time range</li>}
            {values.error && (
              <li className="scope-none muted">
                {isWrongQuery(values.error) ? (
                  'Can’t list them while the query is wrong'
                ) : (
                  <Unavailable what={`${label}s`} retry={() => void values.refetch()} />
                )}
              </li>
            )}
          </ul>
        </div>
      )}
    </div>
  )
}
