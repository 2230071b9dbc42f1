import { Video } from 'lucide-react'
import { useSearch } from '../search/context'
import { rangeLabel } from '../time/range'
import { SafeText } from '../ui/SafeText'

/** Says what narrows the list to nothing, or how recordings come about where there are none yet. */
export function NoSessions() {
  const { state, update } = useSearch()
  const timed = state.from !== undefined || state.to !== undefined
  const asked = state.q !== ''
  return (
    <div className="empty" data-testid="no-sessions">
      <Video size={20} className="icon muted" aria-hidden />
      {timed || asked ? (
        <>
          <h2>No recorded sessions match</h2>
          {asked && <p className="mono empty-query"><SafeText text={state.q.slice(0, 300)} /></p>}
          <p>{timed ? rangeLabel(state) : 'in all sessions you may see'}</p>
          <div className="empty-actions">
            {timed && <button type="button" className="button" onClick={() => update({ from: undefined, to: undefined })}>Look at all time</button>}
            {asked && <button type="button" className="button" onClick={() => update({ q: '' })}>Clear the query</button>}
          </div>
        </>
      ) : (
        <>
          <h2>No recorded sessions yet</h2>
          <p>
            Sessions are recorded when kubectl goes through the gateway: <span className="mono">./kubescribe kubeconfig</span> prints
            a kubeconfig that does, <span className="mono">docs/gateway.md</span> has the rest.
          </p>
        </>
      )}
    </div>
  )
}
