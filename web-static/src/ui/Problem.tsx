import { CircleAlert, RotateCw } from 'lucide-react'
import { ApiError } from '../api/client'

/** An answer that did not come: what happened, and what mends it. */
export function Problem({ error, retry, what = 'event' }: { error: Error; retry: () => void; what?: string }) {
  const { title, advice } = explain(error, what)
  return (
    <div className="empty" role="alert">
      <CircleAlert size={20} className="icon problem-icon" aria-hidden />
      <h2>{title}</h2>
      <p>{advice}</p>
      <p className="mono muted">{error.message}</p>
      <button type="button" className="button" onClick={retry}>
        <RotateCw size={14} aria-hidden /> Try again
      </button>
    </div>
  )
}

function explain(error: Error, what: string): { title: string; advice: string } {
  const status = error instanceof ApiError ? error.status : -1
  if (status === 0) return { title: 'The server did not answer', advice: 'Check that kubescribe is running and that this page still reaches it; /healthz names the part that is down.' }
  if (status === 403) return { title: 'You may not see this', advice: 'Your role does not cover it. Ask whoever manages roles to widen its clusters, namespaces or rights.' }
  if (status === 404) return { title: 'Not found', advice: `No ${what} with this id is in the store. It may be older than the retention, or in a cluster your role does not cover.` }
  if (status === 429 || status === 503) return { title: 'The search store is busy', advice: 'Wait a moment, or narrow the time range. /readyz names the part that is not ready.' }
  if (status === 400) return { title: 'The server refused the request', advice: 'Check the query and the time range.' }
  if (status === -1) return { title: 'The page failed', advice: 'This is a fault in the page, not in the evidence. Reload it; if it comes back, report the message below.' }
  return { title: 'Something went wrong', advice: 'The server’s log has the cause.' }
}
