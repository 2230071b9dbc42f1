import { useIsFetching, useQueryClient } from '@tanstack/react-query'
import { Check, Link, RotateCw } from 'lucide-react'
import { zoneName } from '../time/format'
import { useKeys } from '../ui/keys'
import { useZone } from '../ui/preferences'
import { useCopy } from '../ui/useCopy'
import { ScopeChooser } from './ScopeChooser'
import { TimePicker } from './TimePicker'

/** `people` offers to narrow to one user too. */
export function TopBar({ people = false }: { people?: boolean }) {
  const client = useQueryClient()
  const busy = useIsFetching({ queryKey: ['search'] }) > 0
  const [zone, setZone] = useZone()
  const [copied, copy] = useCopy()
  const refresh = () => {
    void client.invalidateQueries({ queryKey: ['search'] })
    void client.refetchQueries({ queryKey: ['fields'], predicate: ({ state }) => state.status === 'error' })
  }
  const copyLink = () => copy(location.href)
  useKeys({ r: refresh, c: copyLink })
  return (
    <header className="top-bar">
      <ScopeChooser label="Cluster" names={['cluster']} />
      <ScopeChooser label="Namespace" names={['namespace', 'ns']} />
      {people && <ScopeChooser label="User" names={['user']} />}
      <div className="top-bar-space" />
      <button
        type="button"
        className="button"
        aria-pressed={zone === 'utc'}
        title={`Times are shown in ${zone === 'utc' ? 'UTC' : zoneName()}`}
        onClick={() => setZone(zone === 'utc' ? 'local' : 'utc')}
      >
        {zone === 'utc' ? 'UTC' : 'Local time'}
      </button>
      <TimePicker />
      <button type="button" className="icon-button" aria-label="Copy a link to this view" title="Copy a link to this view (c)" onClick={copyLink}>
        {copied ? <Check size={16} aria-hidden /> : <Link size={16} aria-hidden />}
      </button>
      <button type="button" className="icon-button" aria-label="Search again" title="Search again (r)" onClick={refresh}>
        <RotateCw size={16} aria-hidden className={busy ? 'turning' : ''} />
      </button>
    </header>
  )
}
