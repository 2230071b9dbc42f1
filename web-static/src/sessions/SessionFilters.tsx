import { Search, X } from 'lucide-react'
import { type KeyboardEvent, useRef, useState } from 'react'
import { scopeOf, withScope } from '../query/edit'
import { useSearch } from '../search/context'
import { QueryProblem } from '../search/QueryProblem'
import { QUERY_INPUT } from '../search/queryInput'
import { useKeys } from '../ui/keys'
import { STATE_CHIPS } from './filters'

/** What narrows the list: a query in words, and the states by a click. */
export function SessionFilters({ problem }: { problem: { column: number; expected: string } | undefined }) {
  const { state, update } = useSearch()
  const input = useRef<HTMLInputElement>(null)
  const [draft, setDraft] = useState(state.q)
  const [asked, setAsked] = useState(state.q)
  if (asked !== state.q) {
    setAsked(state.q)
    setDraft(state.q)
  }
  useKeys({ '/': () => input.current?.focus() })
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter') update({ q: draft.trim() })
    else if (event.key === 'Escape') input.current?.blur()
  }
  const chosen = scopeOf(state.q, ['state'])
  return (
    <div className="query">
      <div className={`query-bar ${problem ? 'wrong' : ''}`}>
        <Search size={16} className="icon muted" aria-hidden />
        <input
          ref={input}
          id={QUERY_INPUT}
          data-testid="query-input"
          className="query-input mono"
          spellCheck={false}
          autoComplete="off"
          autoCapitalize="off"
          placeholder={state.view === 'screen' ? 'Words that stood on a screen, such as "BEGIN RSA PRIVATE KEY"' : 'user:alice pod:web-* command:bash'}
          aria-label="Query"
          aria-invalid={problem !== undefined}
          aria-describedby={problem ? 'query-problem' : undefined}
          value={draft}
          onChange={(event) => setDraft(event.target.value)}
          onKeyDown={onKeyDown}
        />
        {draft !== '' && (
          <button type="button" className="icon-button query-clear" aria-label="Clear the query" title="Clear the query" onClick={() => update({ q: '' })}>
            <X size={14} aria-hidden />
          </button>
        )}
      </div>
      <div id="query-problem" className="query-under">
        {problem ? (
          <QueryProblem query={state.q} problem={problem} />
        ) : (
          <div className="quick">
            <div className="segmented" role="group" aria-label="What to list">
              <button type="button" aria-pressed={state.view === undefined} onClick={() => update({ view: undefined })}>Sessions</button>
              <button type="button" aria-pressed={state.view === 'screen'} data-testid="view-screen" onClick={() => update({ view: 'screen' })}>On screen</button>
            </div>
            {STATE_CHIPS.map(({ label, state: value }) => (
              <button
                key={value}
                type="button"
                className="chip"
                aria-pressed={chosen === value}
                onClick={() => update({ q: withScope(state.q, ['state'], chosen === value ? undefined : value) })}
              >
                {label}
              </button>
            ))}
          </div>
        )}
      </div>
    </div>
  )
}
