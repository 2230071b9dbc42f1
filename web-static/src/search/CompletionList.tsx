import { useEffect, useRef } from 'react'
import { SafeText } from '../ui/SafeText'
import type { Suggestion } from './useSuggestions'

interface Props {
  suggestions: Suggestion[]
  chosen: number
  accept: (suggestion: Suggestion) => void
}

export function CompletionList({ suggestions, chosen, accept }: Props) {
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' })
  }, [chosen])
  if (suggestions.length === 0) return null
  return (
    <div className="floating completion">
      <div id="completion" ref={list} className="completion-list" role="listbox" aria-label="Completions">
        {suggestions.map((suggestion, index) => (
          <div
            key={`${suggestion.kind} ${suggestion.label}`}
            id={`completion-${index}`}
            role="option"
            aria-selected={index === chosen}
            className="menu-item"
            // The press must not take the focus away from the query.
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => accept(suggestion)}
          >
            <span className="grow mono"><SafeText text={suggestion.label} /></span>
            <span className="aside completion-note">{suggestion.note}</span>
          </div>
        ))}
      </div>
      <p className="completion-keys muted">
        <kbd>↑</kbd><kbd>↓</kbd> choose <kbd>Tab</kbd> complete <kbd>Enter</kbd> search
      </p>
    </div>
  )
}
