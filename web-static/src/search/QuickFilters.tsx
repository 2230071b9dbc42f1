import { hasClause, toggleClause } from '../query/edit'
import { useSearch } from './context'
import { QUICK_FILTERS } from './quick'

export function QuickFilters() {
  const { state, update } = useSearch()
  return (
    <div className="quick" role="group" aria-label="Quick filters">
      {QUICK_FILTERS.map(({ label, title, clause }) => (
        <button
          key={label}
          type="button"
          className="chip"
          title={`${title}: ${clause}`}
          aria-pressed={hasClause(state.q, clause)}
          onClick={() => update({ q: toggleClause(state.q, clause) })}
        >
          {label}
        </button>
      ))}
    </div>
  )
}
