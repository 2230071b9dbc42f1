import { FileText, RotateCw, TriangleAlert } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { sessionUrl } from '../api/sessions'
import { durationInWords } from '../time/duration'
import { usePlayer } from './context'
import { usePlaybackState } from './hooks'

/** How long the page says what was left out, in milliseconds. */
const NOTICE = 3_000

/** The terminal. What draws it is fetched when it is first needed; without it the transcript still tells everything. */
export function Stage({ element, readTranscript }: { element: React.RefObject<HTMLDivElement | null>; readTranscript: () => void }) {
  const { playback, session } = usePlayer()
  const { status, seeking, problem } = usePlaybackState(playback)
  return (
    <div className="stage" data-testid="stage" data-status={seeking ? 'seeking' : status} aria-busy={seeking || status === 'loading'}>
      <div ref={element} className="stage-terminal" role="region" aria-label="Terminal" />
      {status === 'loading' && <p className="stage-note" role="status">Loading the recording…</p>}
      {status === 'failed' && (
        <div className="stage-problem" role="alert" data-testid="stage-problem">
          <TriangleAlert size={20} className="icon problem-icon" aria-hidden />
          <h2>This part can’t be played</h2>
          <p>The recording itself is kept; its text and the download don’t need the player.</p>
          <p className="mono muted">{problem}</p>
          <div className="empty-actions">
            <button type="button" className="button primary" onClick={() => void playback.start()}>
              <RotateCw size={14} aria-hidden /> Try again from here
            </button>
            <button type="button" className="button" onClick={readTranscript}>
              <FileText size={14} aria-hidden /> Read the transcript
            </button>
            <a className="button" href={sessionUrl(session.id, '/recording.cast')} download>Download</a>
          </div>
        </div>
      )}
      <SkippedNotice />
    </div>
  )
}

function SkippedNotice() {
  const { playback } = usePlayer()
  const { skipped } = usePlaybackState(playback)
  const [shown, setShown] = useState<typeof skipped>()
  const first = useRef(skipped)
  useEffect(() => {
    if (!skipped || skipped === first.current) return
    setShown(skipped)
    const timer = setTimeout(() => setShown(undefined), NOTICE)
    return () => clearTimeout(timer)
  }, [skipped])
  return (
    <p className={`stage-skipped ${shown ? 'shown' : ''}`} role="status" data-testid="skipped">
      {shown && `Skipped ${durationInWords(shown.seconds)} without output`}
    </p>
  )
}
