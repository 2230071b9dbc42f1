import { Search, X } from 'lucide-react'
import { type KeyboardEvent, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { applyCompletion, completionAt } from '../query/complete'
import { useKeys } from '../ui/keys'
import { CompletionList } from './CompletionList'
import { useSearch } from './context'
import { draftOf, keepDraft } from './draft'
import { QUERY_INPUT } from './queryInput'
import { QueryProblem } from './QueryProblem'
import { QuickFilters } from './QuickFilters'
import { type Suggestion, useSuggestions } from './useSuggestions'

/** The query as it is typed. Enter searches; what the address bar says is only replaced then. */
export function QueryBar({ problem }: { problem: { column: number; expected: string } | undefined }) {
  const { state, update } = useSearch()
  const input = useRef<HTMLTextAreaElement>(null)
  const [draft, setDraft] = useState(() => draftOf(state.q))
  const [asked, setAsked] = useState(state.q)
  const [caret, setCaret] = useState(0)
  const [open, setOpen] = useState(false)
  const [chosen, setChosen] = useState(-1)
  const pendingCaret = useRef<number>(undefined)

  if (asked !== state.q) {
    setAsked(state.q)
    setDraft(state.q)
  }
  useEffect(() => keepDraft(state.q, draft), [state.q, draft])
  useLayoutEffect(() => {
    const element = input.current!
    element.style.height = 'auto'
    element.style.height = `${Math.min(element.scrollHeight, 120)}px`
    if (pendingCaret.current !== undefined) element.setSelectionRange(pendingCaret.current, pendingCaret.current)
    pendingCaret.current = undefined
  }, [draft])
  useKeys({ '/': () => input.current?.focus() })

  const completion = completionAt(draft, caret)
  const suggestions = useSuggestions(completion, state, open)
  const search = (query: string) => {
    setOpen(false)
    setChosen(-1)
    update({ q: query.trim() })
  }
  const accept = (suggestion: Suggestion) => {
    if (completion.kind === 'none') return
    const next = applyCompletion(draft, completion, suggestion.insert)
    pendingCaret.current = next.caret
    setDraft(next.text)
    setCaret(next.caret)
    setChosen(-1)
    setOpen(true)
    input.current?.focus()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const listed = open && suggestions.length > 0
    if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault()
      const suggestion = listed ? suggestions[chosen] : undefined
      if (suggestion) accept(suggestion)
      else search(draft)
    } else if (event.key === 'Tab' && listed && !event.shiftKey) {
      event.preventDefault()
      accept(suggestions[Math.max(chosen, 0)]!)
    } else if (event.key === 'Escape') {
      if (open) setOpen(false)
      else input.current?.blur()
    } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      if (!listed) return setOpen(true)
      event.preventDefault()
      const step = event.key === 'ArrowDown' ? 1 : -1
      setChosen((chosen + step + suggestions.length + (chosen < 0 && step < 0 ? 1 : 0)) % suggestions.length)
    }
  }
  return (
    <div className="query">
      <div className={`query-bar ${problem ? 'wrong' : ''}`}>
        <Search size={16} className="icon muted" aria-hidden />
        <textarea
          ref={input}
          id={QUERY_INPUT}
          data-testid="query-input"
          className="query-input mono"
          rows={1}
          spellCheck={false}
          autoComplete="off"
          autoCapitalize="off"
          placeholder="user:alice action:exec, or any words — press / to start, ? for help"
          role="combobox"
          aria-label="Query"
          aria-expanded={open && suggestions.length > 0}
          aria-controls="completion"
          aria-autocomplete="list"
          aria-activedescendant={open && chosen >= 0 ? `completion-${chosen}` : undefined}
          aria-invalid={problem !== undefined}
          aria-describedby={problem ? 'query-problem' : undefined}
          value={draft}
          onChange={(event) => {
            setDraft(event.target.value)
            setCaret(event.target.selectionStart)
            setChosen(-1)
            setOpen(true)
          }}
          onSelect={(event) => setCaret(event.currentTarget.selectionStart)}
          onClick={() => setOpen(true)}
          onBlur={() => setOpen(false)}
          onKeyDown={onKeyDown}
        />
        {draft !== '' && (
          <button type="button" className="icon-button query-clear" aria-label="Clear the query" title="Clear the query" onClick={() => search('')}>
            <X size={14} aria-hidden />
          </button>
        )}
        {open && <CompletionList suggestions={suggestions} chosen={chosen} accept={accept} />}
      </div>
      <div id="query-problem" className="query-under">
        {problem ? <QueryProblem query={state.q} problem={problem} /> : <QuickFilters />}
      </div>
    </div>
  )
}
