import { X } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { useSearch } from '../search/context'

const KEYS: [string[], string][] = [
  [['/'], 'Go to the query'],
  [['Ctrl', 'K'], 'Do anything by name'],
  [['j'], 'Next event'],
  [['k'], 'Previous event'],
  [['e', 'Enter'], 'Open the event; again for its raw JSON'],
  [['c'], 'Copy a link to this view'],
  [['r'], 'Search again'],
  [['Esc'], 'Close what is open'],
  [['?'], 'This help'],
]

const EXAMPLES: [string, string][] = [
  ['action:exec namespace:prod', 'every exec into prod, over WebSocket or SPDY'],
  ['user:ci-* -verb:(get OR list OR watch)', 'what CI users changed'],
  ['code:[400 TO 499] -code:404', 'refused and wrong requests'],
  ['sourceIP:10.0.0.0/8', 'callers from a network'],
  ['_exists_:impersonatedUser', 'someone acting as someone else'],
  ['requestObject.spec.hostPID:true', 'any path inside the event'],
  ['"cat /etc/shadow"', 'words anywhere in the event'],
]

export function HelpDialog({ close }: { close: () => void }) {
  const { update } = useSearch()
  const ask = (q: string) => {
    update({ q })
    close()
  }
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    dialog.current?.showModal()
  }, [])
  return (
    <dialog ref={dialog} className="help" aria-labelledby="help-title" onClose={close} onClick={(event) => event.target === dialog.current && close()}>
      <header className="help-header">
        <h2 id="help-title">Keys and queries</h2>
        <button type="button" className="icon-button" aria-label="Close" onClick={close}>
          <X size={16} aria-hidden />
        </button>
      </header>
      <div className="help-columns">
        <dl className="help-keys">
          {KEYS.map(([keys, does]) => (
            <div key={does}>
              <dt>{keys.map((key) => <kbd key={key}>{key}</kbd>)}</dt>
              <dd>{does}</dd>
            </div>
          ))}
        </dl>
        <dl className="help-queries">
          {EXAMPLES.map(([query, does]) => (
            <div key={query}>
              <dt>
                <button type="button" className="link mono" title="Search for this" onClick={() => ask(query)}>{query}</button>
              </dt>
              <dd className="muted">{does}</dd>
            </div>
          ))}
        </dl>
      </div>
    </dialog>
  )
}
