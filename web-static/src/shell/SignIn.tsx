import { useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { ApiError, post } from '../api/client'
import { Logo } from './Logo'

/** `ended`: the auditor was signed in before; the page says why it is gone, and that nothing is lost. */
export function SignIn({ ended }: { ended: boolean }) {
  const client = useQueryClient()
  const [token, setToken] = useState('')
  const [problem, setProblem] = useState<string>()
  const [busy, setBusy] = useState(false)

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setBusy(true)
    try {
      await post('/login', { token: token.trim() })
      await client.resetQueries()
    } catch (failure) {
      setProblem(reason(failure))
    } finally {
      setBusy(false)
    }
  }
  return (
    <main className="sign-in">
      <form className="sign-in-card" data-testid="sign-in" onSubmit={(event) => void submit(event)}>
        <h1>
          <Logo size={26} /> Kubescribe
        </h1>
        {ended ? (
          <p role="status">Your session has ended. Sign in and the same search is back.</p>
        ) : (
          <p className="muted">The flight recorder for Kubernetes. Sign in with an API token.</p>
        )}
        <label className="sign-in-label" htmlFor="token">API token</label>
        <input
          id="token"
          className="field-input mono"
          type="password"
          autoComplete="current-password"
          autoFocus
          required
          value={token}
          aria-invalid={problem !== undefined}
          aria-describedby="token-problem"
          onChange={(event) => setToken(event.target.value)}
        />
        <p id="token-problem" className="sign-in-problem" role="alert">{problem}</p>
        <button type="submit" className="button primary" disabled={busy || token.trim() === ''}>Sign in</button>
        <div className="sign-in-help">
          <h2>Where is my token?</h2>
          <p>
            <span className="mono">./kubescribe</span> prints a link when it is ready; opened once, it signs you in without a token.
          </p>
          <p>
            The first API token is kept in the data folder, readable by its owner only:
          </p>
          <pre className="mono">cat DATA/admin.token</pre>
        </div>
      </form>
    </main>
  )
}

function reason(failure: unknown): string {
  if (!(failure instanceof ApiError)) return 'Sign-in failed.'
  if (failure.status === 401 || failure.status === 403) return 'This token is not known, or it was withdrawn.'
  if (failure.status === 429) return 'Too many attempts. Wait a minute, then try again.'
  return failure.status === 0 ? 'The server did not answer. Check that kubescribe is running.' : failure.message
}
