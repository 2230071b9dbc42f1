import { Radio, Rewind } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { usePlayer } from './context'
import type { Engine } from './engine'

type Status = 'connecting' | 'watching' | 'ended' | 'failed'

/** The terminal as it is now. It can't be paused or moved; what was before is replayed instead. */
export function LiveStage({ ended }: { ended: () => void }) {
  const { session, goTo } = usePlayer()
  const element = useRef<HTMLDivElement>(null)
  const [status, setStatus] = useState<Status>('connecting')
  const [message, setMessage] = useState<string>()
  const onEnd = useRef(ended)
  onEnd.current = ended
  useEffect(() => {
    let engine: Engine | undefined
    let gone = false
    const tell = (next: Status, why?: string) => {
      if (gone) return
      setStatus(next)
      setMessage(why)
      if (next === 'ended') onEnd.current()
    }
    import('./engine')
      .then(({ createLive }) =>
        createLive(element.current!, liveUrl(session.id), {
          playing: () => tell('watching'),
          waiting: () => tell('connecting'),
          ended: (why) => tell('ended', why),
          failed: (why) => tell('failed', why),
        }),
      )
      .then((made) => {
        if (gone) made.dispose()
        else engine = made
      })
      .catch((failure: Error) => tell('failed', failure.message))
    return () => {
      gone = true
      engine?.dispose()
    }
  }, [session.id])
  return (
    <div className="stage" data-testid="live-stage" data-status={status}>
      <div ref={element} className="stage-terminal" role="region" aria-label="Live terminal" />
      {status === 'connecting' && <p className="stage-note" role="status">Joining the session…</p>}
      {(status === 'ended' || status === 'failed') && (
        <div className="stage-problem" role="alert">
          <Radio size={20} className="icon muted" aria-hidden />
          <h2>{status === 'ended' ? 'The live view has ended' : 'The live view failed'}</h2>
          {message && <p className="muted">{message}</p>}
          <button type="button" className="button primary" onClick={() => goTo(0)}>
            <Rewind size={14} aria-hidden /> Replay from the start
          </button>
        </div>
      )}
    </div>
  )
}

function liveUrl(id: string): string {
  return `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/api/v1/sessions/${encodeURIComponent(id)}/live`
}
