import { useSession } from '../api/sessions'
import { titleOf } from '../sessions/words'
import { Problem } from '../ui/Problem'
import { useTitle } from '../ui/useTitle'
import { Player } from './Player'

export function PlayerPage({ id }: { id: string }) {
  const session = useSession(id)
  useTitle(session.data ? titleOf(session.data) : 'Session')
  if (session.data) return <Player session={session.data} />
  return (
    <main className="player">
      {session.error ? <Problem error={session.error} what="recorded session" retry={() => void session.refetch()} /> : <p className="results-wait" role="status">Loading…</p>}
    </main>
  )
}
