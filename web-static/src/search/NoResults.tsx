import { SearchX } from 'lucide-react'
import { rangeLabel } from '../time/range'
import { useSearch } from './context'

/** Says which of the two, query or time range, could be the reason, and offers to lift each. */
export function NoResults() {
  const { state, update } = useSearch()
  const timed = state.from !== undefined || state.to !== undefined
  const asked = state.q !== ''
  return (
    <div className="empty" data-testid="no-results">
      <SearchX size={20} className="icon muted" aria-hidden />
      <h2>{timed || asked ? 'No events match' : 'No events yet'}</h2>
      {!timed && !asked ? (
        <p>
          Point the API server’s audit webhook here (<span className="mono">./kubescribe setup</span> prints the policy and
          flags), or load a log with <span className="mono">./kubescribe import FILE</span>.
        </p>
      ) : (
        <p>
          {asked && <>The query <span className="mono empty-query">{state.q}</span> found nothing</>}
          {!asked && 'There is nothing'} {timed ? `in the time range “${rangeLabel(state)}”.` : 'in all events you may see.'}
        </p>
      )}
      <div className="empty-actions">
        {timed && <button type="button" className="button" onClick={() => update({ from: undefined, to: undefined })}>Search all time</button>}
        {asked && <button type="button" className="button" onClick={() => update({ q: '' })}>Clear the query</button>}
      </div>
    </div>
  )
}
