import { useQueryClient } from '@tanstack/react-query'
import { CircleAlert, LogOut, RotateCw } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { ApiError, post } from '../api/client'

/** Ends the session. Where the server could not be told, the browser is still signed in, which must not go unsaid. */
export function SignOut({ name }: { name: string }) {
  const client = useQueryClient()
  const [failure, setFailure] = useState<string>()
  const [busy, setBusy] = useState(false)

  const signOut = async () => {
    setBusy(true)
    try {
      await post('/logout', {})
    } catch (error) {
      if (!isOver(error)) {
        setFailure(error instanceof Error ? error.message : String(error))
        setBusy(false)
        return
      }
    }
    // Nothing an auditor has read may stay in memory for whoever signs in next.
    client.clear()
    location.reload()
  }
  return (
    <>
      <button type="button" className="rail-item" title={`Signed in as ${name}`} aria-label={`Sign out ${name}`} disabled={busy} onClick={() => void signOut()}>
        <LogOut size={18} aria-hidden /> <span className="rail-name">{name}</span>
      </button>
      {failure !== undefined && <StillSignedIn failure={failure} busy={busy} retry={() => void signOut()} close={() => setFailure(undefined)} />}
    </>
  )
}

interface Props {
  failure: string
  busy: boolean
  retry: () => void
  close: () => void
}

/** A modal dialog: the page behind it is what whoever comes next to this browser must not see. */
function StillSignedIn({ failure, busy, retry, close }: Props) {
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    dialog.current?.showModal()
  }, [])
  return (
    <dialog ref={dialog} className="still-signed-in" role="alertdialog" aria-labelledby="still-title" aria-describedby="still-text" onClose={close}>
      <h2 id="still-title">
        <CircleAlert size={16} className="icon problem-icon" aria-hidden /> You are still signed in
      </h2>
      <div id="still-text">
        <p>The server did not end the session. Whoever uses this browser can go on in your name until it has gone unused for 30 minutes.</p>
        <p className="mono muted">{failure}</p>
      </div>
      <div className="still-actions">
        <button type="button" className="button" onClick={close}>Stay signed in</button>
        <button type="button" className="button primary" disabled={busy} onClick={retry}>
          <RotateCw size={14} aria-hidden /> Try again
        </button>
      </div>
    </dialog>
  )
}

/** A session that is not known has ended already. */
function isOver(error: unknown): boolean {
  return error instanceof ApiError && error.status === 401
}
