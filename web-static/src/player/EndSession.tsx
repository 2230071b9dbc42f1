import { OctagonX } from 'lucide-react'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { endSession } from '../api/sessions'

/** Ends a session under way. Its user is told who did and why, so the reason is asked for first. */
export function EndSession({ id }: { id: string }) {
  const [asking, setAsking] = useState(false)
  const [asked, setAsked] = useState(false)
  if (asked) return <span className="muted" role="status">Ending…</span>
  return (
    <>
      <button type="button" className="button danger" onClick={() => setAsking(true)}>
        <OctagonX size={14} aria-hidden /> End session
      </button>
      {asking && <EndDialog id={id} close={() => setAsking(false)} done={() => setAsked(true)} />}
    </>
  )
}

function EndDialog({ id, close, done }: { id: string; close: () => void; done: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null)
  const [why, setWhy] = useState('')
  const [problem, setProblem] = useState<string>()
  const [busy, setBusy] = useState(false)
  useEffect(() => {
    dialog.current?.showModal()
  }, [])
  const end = async (event: FormEvent) => {
    event.preventDefault()
    setBusy(true)
    try {
      await endSession(id, why.trim())
      done()
      close()
    } catch (failure) {
      setProblem(failure instanceof Error ? failure.message : String(failure))
      setBusy(false)
    }
  }
  return (
    <dialog ref={dialog} className="help end-dialog" aria-labelledby="end-title" onClose={close} onClick={(event) => event.target === dialog.current && close()}>
      <form onSubmit={(event) => void end(event)}>
        <h2 id="end-title">End this session?</h2>
        <p>Its user is disconnected at once and sees your name and this reason. What was recorded stays.</p>
        <label htmlFor="end-why">Reason</label>
        <input id="end-why" className="field-input" autoFocus maxLength={200} value={why} onChange={(event) => setWhy(event.target.value)} />
        {problem && <p className="unavailable" role="alert">It was not ended: {problem}</p>}
        <div className="end-actions">
          <button type="button" className="button" onClick={close}>Cancel</button>
          <button type="submit" className="button danger" disabled={busy}>End session</button>
        </div>
      </form>
    </dialog>
  )
}
