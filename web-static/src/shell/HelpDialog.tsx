import { X } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { navigate, useRoute } from '../url/navigation'
import { type Route, searchHref } from '../url/route'

type Keys = [string[], string][]

const EVERYWHERE: Keys = [
  [['Ctrl', 'K'], 'Do anything by name'],
  [['?'], 'This help'],
]

const KEYS: Record<Route['page'], Keys> = {
  search: [
    [['/'], 'Go to the query'],
    [['j'], 'Next event'],
    [['k'], 'Previous event'],
    [['e', 'Enter'], 'Open the event; again for its raw JSON'],
    [['c'], 'Copy a link to this view'],
    [['r'], 'Search again'],
    [['Esc'], 'Close what is open'],
  ],
  sessions: [
    [['/'], 'Go to the query'],
    [['j'], 'Next session'],
    [['k'], 'Previous session'],
    [['Enter'], 'Play it'],
    [['c'], 'Copy a link to this view'],
    [['r'], 'Search again'],
  ],
  player: [
    [['Space'], 'Play or pause'],
    [['←', '→'], '5 seconds back or on; with Shift a tenth of the whole'],
    [['0–9'], 'To a tenth of the whole'],
    [['[', ']'], 'Previous or next command'],
    [[',', '.'], 'One change of the screen back or on'],
    [['<', '>'], 'Slower or faster'],
    [['i'], 'Skip what is idle, or not'],
    [['/'], 'Find what was on the screen'],
    [['n', 'N'], 'Next or previous hit'],
    [['c'], 'Commands'],
    [['a'], 'Wall clock or offset first'],
    [['y'], 'Copy a link to this moment'],
    [['s'], 'Copy the screen as text'],
    [['f'], 'Full screen'],
  ],
}

const TITLES: Record<Route['page'], string> = { search: 'Keys and queries', sessions: 'Keys and queries', player: 'Keys' }

const SESSION_EXAMPLES: [string, string][] = [
  ['state:live', 'sessions under way'],
  ['user:fay@example.com namespace:prod', 'one person’s sessions in a namespace'],
  ['command:*bash*', 'shells'],
  ['-exitCode:0 _exists_:exitCode', 'what failed'],
  ['durationMs:>3600000', 'longer than an hour'],
  ['state:(interrupted OR torn)', 'recordings that are not whole'],
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
  const { page } = useRoute()
  const examples = page === 'search' ? EXAMPLES : page === 'sessions' ? SESSION_EXAMPLES : []
  const ask = (q: string) => {
    navigate(page === 'sessions' ? `/sessions?${new URLSearchParams({ q })}` : searchHref(q))
    close()
  }
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    dialog.current?.showModal()
  }, [])
  return (
    <dialog ref={dialog} className="help" aria-labelledby="help-title" onClose={close} onClick={(event) => event.target === dialog.current && close()}>
      <header className="help-header">
        <h2 id="help-title">{TITLES[page]}</h2>
        <button type="button" className="icon-button" aria-label="Close" onClick={close}>
          <X size={16} aria-hidden />
        </button>
      </header>
      <div className="help-columns">
        <dl className="help-keys">
          {[...KEYS[page], ...EVERYWHERE].map(([keys, does]) => (
            <div key={does}>
              <dt>{keys.map((key) => <kbd key={key}>{key}</kbd>)}</dt>
              <dd>{does}</dd>
            </div>
          ))}
        </dl>
        {examples.length > 0 && <dl className="help-queries">
          {examples.map(([query, does]) => (
            <div key={query}>
              <dt>
                <button type="button" className="link mono" title="Search for this" onClick={() => ask(query)}>{query}</button>
              </dt>
              <dd className="muted">{does}</dd>
            </div>
          ))}
        </dl>}
      </div>
    </dialog>
  )
}
