import { Check, ChevronDown, ChevronUp, Copy, ListTree, Play, X } from 'lucide-react'
import { useLayoutEffect, useRef } from 'react'
import { useEvent, useRawEvent } from '../api/queries'
import type { AuditEvent } from '../api/types'
import { kindOf } from '../event/kind'
import { sentence, sentenceText } from '../event/sentence'
import { clauseText } from '../query/edit'
import { revealText } from '../text/reveal'
import { fullTime } from '../time/format'
import { useZone } from '../ui/preferences'
import { Link } from '../ui/Link'
import { Problem } from '../ui/Problem'
import { SafeText } from '../ui/SafeText'
import { useCopy } from '../ui/useCopy'
import { sessionHref } from '../url/route'
import { useSearch } from './context'
import { EventDetails } from './EventDetails'
import { JsonView } from './JsonView'
import { ROWS_ID } from './Results'

/** A longer command ends in the details, where it can be unfolded. */
const FOLD = 400

type Tab = 'details' | 'json'

interface Props {
  id: string
  known: AuditEvent | undefined
  tab: Tab
  setTab: (tab: Tab) => void
  move: (by: number) => void
  close: () => void
}

export function Drawer({ id, known, tab, setTab, move, close }: Props) {
  const event = useEvent(id, known)
  const raw = useRawEvent(id, tab === 'json')
  const drawer = useRef<HTMLElement>(null)
  useLayoutEffect(() => {
    const element = drawer.current
    return () => {
      // Whoever closes it from inside by keyboard goes on in the rows, not at the top of the page.
      if (element?.contains(document.activeElement)) document.getElementById(ROWS_ID)?.focus()
    }
  }, [])
  return (
    <aside ref={drawer} className="drawer" aria-label={event.data ? `Event: ${revealText(sentenceText(event.data)).slice(0, 200)}` : 'Event'} data-testid="drawer">
      <header className="drawer-bar">
        <div className="tabs" role="tablist" aria-label="View">
          <TabButton name="details" label="Details" tab={tab} setTab={setTab} />
          <TabButton name="json" label="JSON" tab={tab} setTab={setTab} />
        </div>
        <span className="drawer-space" />
        {event.data?.session && (
          <Link className="button" href={sessionHref(event.data.session)} title="What was on the terminal">
            <Play size={14} aria-hidden /> Play recording
          </Link>
        )}
        {event.data && <StagesButton event={event.data} />}
        <CopyButton text={() => raw.data ?? JSON.stringify(event.data?.raw, null, 2)} />
        <button type="button" className="icon-button" aria-label="Previous event" title="Previous event (k)" onClick={() => move(-1)}><ChevronUp size={16} aria-hidden /></button>
        <button type="button" className="icon-button" aria-label="Next event" title="Next event (j)" onClick={() => move(1)}><ChevronDown size={16} aria-hidden /></button>
        <button type="button" className="icon-button" aria-label="Close the event" title="Close (Esc)" onClick={close}><X size={16} aria-hidden /></button>
      </header>
      {event.data && <DrawerTitle event={event.data} />}
      <div className="drawer-body" role="tabpanel" aria-label={tab === 'details' ? 'Details' : 'JSON'}>
        {event.error ? (
          <Problem error={event.error} retry={() => void event.refetch()} />
        ) : tab === 'details' ? (
          event.data && <EventDetails key={id} event={event.data} />
        ) : raw.error ? (
          <Problem error={raw.error} retry={() => void raw.refetch()} />
        ) : (
          raw.data !== undefined && <JsonView key={id} text={raw.data} />
        )}
      </div>
    </aside>
  )
}

function TabButton({ name, label, tab, setTab }: { name: Tab; label: string; tab: Tab; setTab: (tab: Tab) => void }) {
  return (
    <button type="button" role="tab" className="tab" aria-selected={tab === name} data-testid={`tab-${name}`} onClick={() => setTab(name)}>
      {label}
    </button>
  )
}

function DrawerTitle({ event }: { event: AuditEvent }) {
  const [zone] = useZone()
  const { did, what, target, outcome, command } = sentence(event)
  const object = target.path ?? [target.namespace, target.name].filter(Boolean).join('/')
  return (
    <div className={`drawer-title ${outcome}`}>
      <p className="mono muted">{fullTime(event.timestamp, zone)}</p>
      <h2>
        <SafeText text={event.user || 'unauthenticated'} /> <span className={`did kind-${kindOf(event)}`}>{did}</span>{' '}
        {what && <SafeText text={what} />} {object && <SafeText text={object} />}
      </h2>
      {command && <p className="mono drawer-command"><SafeText text={command.slice(0, FOLD)} /></p>}
    </div>
  )
}

/** The stages of one request are separate events; together they tell how it went. */
function StagesButton({ event }: { event: AuditEvent }) {
  const { update } = useSearch()
  if (!event.auditID || event.auditID.length > 200) return null
  const q = clauseText('auditID', event.auditID)
  return (
    <button type="button" className="button" title="All stages of this request" onClick={() => update({ q, from: undefined, to: undefined })}>
      <ListTree size={14} aria-hidden /> All stages
    </button>
  )
}

function CopyButton({ text }: { text: () => string | undefined }) {
  const [copied, copy] = useCopy()
  return (
    <button type="button" className="icon-button" aria-label="Copy as JSON" title="Copy as JSON" onClick={() => copy(text() ?? '')}>
      {copied ? <Check size={16} aria-hidden /> : <Copy size={16} aria-hidden />}
    </button>
  )
}
