import { SearchX } from 'lucide-react'
import { useCount } from '../api/queries'
import { count } from '../time/format'
import { rangeLabel } from '../time/range'
import { SafeText } from '../ui/SafeText'
import { useSearch } from './context'

/** Says which of the two, query or time range, is the reason, and offers to lift each with what that would show. */
export function NoResults() {
  const { state, update } = useSearch()
  const timed = state.from !== undefined || state.to !== undefined
  const asked = state.q !== ''
  const anytime = useCount({ q: state.q }, timed)
  const anything = useCount({ q: '', from: state.from, to: state.to }, asked)
  if (!timed && !asked) return <NothingYet />
  return (
    <div className="empty" data-testid="no-results">
      <SearchX size={20} className="icon muted" aria-hidden />
      <h2>No events match</h2>
      {asked && <p className="mono empty-query"><SafeText text={state.q.slice(0, 300)} /></p>}
      <p>{timed ? rangeLabel(state) : 'in all events you may see'}</p>
      <div className="empty-actions">
        {timed && (
          <button type="button" className="button" onClick={() => update({ from: undefined, to: undefined })}>
            Search all time <Found events={anytime.data} />
          </button>
        )}
        {asked && (
          <button type="button" className="button" onClick={() => update({ q: '' })}>
            Clear the query <Found events={anything.data} />
          </button>
        )}
      </div>
    </div>
  )
}

/** Room is kept for the number, so that the buttons stay where they are when it comes. */
function Found({ events }: { events: number | undefined }) {
  return <span className="muted empty-found">{events === undefined ? '' : count(events)}</span>
}

function NothingYet() {
  return (
    <div className="empty" data-testid="no-results">
      <SearchX size={20} className="icon muted" aria-hidden />
      <h2>No events yet</h2>
      <p>
        Point the API server’s audit webhook here: <span className="mono">docs/install.md</span> has the policy, the kubeconfig
        and the flags. Or load a log: <span className="mono">./kubescribe import FILE</span>.
      </p>
    </div>
  )
}
