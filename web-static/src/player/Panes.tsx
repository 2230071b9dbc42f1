import type { KeyboardEvent, ReactNode } from 'react'
import { type Pane, PANES } from '../url/playerState'

const LABELS: Record<Pane, string> = { commands: 'Commands', transcript: 'Transcript', events: 'Audit events', details: 'Details' }

/** The side pane and its tabs. */
export function Panes({ pane, setPane, children }: { pane: Pane; setPane: (pane: Pane) => void; children: ReactNode }) {
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0
    if (by === 0) return
    event.stopPropagation()
    // The page's own keys listen on the document, beyond React's events.
    event.nativeEvent.stopImmediatePropagation()
    const next = PANES.at((PANES.indexOf(pane) + by) % PANES.length)!
    setPane(next)
    event.currentTarget.querySelector<HTMLElement>(`[data-testid="tab-${next}"]`)?.focus()
  }
  return (
    <aside className="pane" aria-label="Beside the recording">
      <div className="drawer-bar">
        <div className="tabs" role="tablist" aria-label="View" onKeyDown={onKeyDown}>
          {PANES.map((name) => (
            <button
              key={name}
              type="button"
              role="tab"
              className="tab"
              id={`tab-${name}`}
              aria-selected={pane === name}
              aria-controls="pane-body"
              tabIndex={pane === name ? 0 : -1}
              data-testid={`tab-${name}`}
              onClick={() => setPane(name)}
            >
              {LABELS[name]}
            </button>
          ))}
        </div>
      </div>
      <div id="pane-body" className="pane-body" role="tabpanel" aria-labelledby={`tab-${pane}`}>{children}</div>
    </aside>
  )
}
