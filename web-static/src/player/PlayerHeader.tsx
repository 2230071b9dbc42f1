import { Camera, Check, ChevronLeft, Download, Link as LinkIcon, Maximize, PanelRightClose, PanelRightOpen } from 'lucide-react'
import { sessionUrl } from '../api/sessions'
import { person } from '../event/person'
import { PersonIcon, Within } from '../search/PersonName'
import { StateBadge } from '../sessions/StateBadge'
import { didOf } from '../sessions/words'
import { clauseText } from '../query/edit'
import { Link } from '../ui/Link'
import { SafeText } from '../ui/SafeText'
import { usePopover } from '../ui/usePopover'
import { searchHref } from '../url/route'
import { usePlayer } from './context'
import { EndSession } from './EndSession'

interface Props {
  mayEnd: boolean
  copied: 'link' | 'screen' | undefined
  copyLink: () => void
  copyScreen: () => void
  fullScreen: () => void
  paneOpen: boolean
  togglePane: () => void
}

export function PlayerHeader({ mayEnd, copied, copyLink, copyScreen, fullScreen, paneOpen, togglePane }: Props) {
  const { session } = usePlayer()
  const who = person(session.user)
  const target = [session.namespace, session.pod].filter(Boolean).join('/')
  return (
    <header className="player-header">
      <Link className="icon-button" href="/sessions" aria-label="All sessions" title="All sessions"><ChevronLeft size={18} aria-hidden /></Link>
      <div className="player-title">
        <h1>
          <PersonIcon person={who} /> <span className="player-user">{session.user === null ? 'unknown' : <SafeText text={who.label} />}</span> <Within person={who} />
          {session.impersonatedUser && <span className="muted">as <SafeText text={person(session.impersonatedUser).label} /></span>}
          <span className="mono player-command">{session.command ? <SafeText text={session.command} /> : didOf(session)}</span>
        </h1>
        <p className="mono">
          {session.pod ? <Link className="player-pod" href={searchHref(clauseText('pod', session.pod))} title="Audit events of this pod"><SafeText text={target} /></Link> : <span className="muted">unknown pod</span>}
          {session.container && <span className="muted"> · <SafeText text={session.container} /></span>}
          {session.cluster && <span className="muted player-cluster"> on <SafeText text={session.cluster} /></span>}
        </p>
      </div>
      {session.state === 'live' && <StateBadge session={session} />}
      {session.state === 'live' && mayEnd && <EndSession id={session.id} />}
      <div className="player-actions">
        <button type="button" className="icon-button" aria-label="Copy a link to this moment" title="Copy a link to this moment (y)" onClick={copyLink}>
          {copied === 'link' ? <Check size={16} aria-hidden /> : <LinkIcon size={16} aria-hidden />}
        </button>
        <button type="button" className="icon-button" aria-label="Copy the screen as text" title="Copy the screen as text (s)" onClick={copyScreen}>
          {copied === 'screen' ? <Check size={16} aria-hidden /> : <Camera size={16} aria-hidden />}
        </button>
        <Downloads id={session.id} />
        <button type="button" className="icon-button" aria-label="Full screen" title="Full screen (f)" onClick={fullScreen}><Maximize size={16} aria-hidden /></button>
        <button type="button" className="icon-button" aria-label={paneOpen ? 'Hide the side pane' : 'Show the side pane'} aria-pressed={paneOpen} onClick={togglePane}>
          {paneOpen ? <PanelRightClose size={16} aria-hidden /> : <PanelRightOpen size={16} aria-hidden />}
        </button>
      </div>
    </header>
  )
}

const FILES: { label: string; note: string; what: string; params: Record<string, string> }[] = [
  { label: 'Recording', note: 'asciicast v2, plays everywhere', what: '/recording.cast', params: { version: '2' } },
  { label: 'Recording', note: 'asciicast v3', what: '/recording.cast', params: { version: '3' } },
  { label: 'Transcript', note: 'text', what: '/transcript', params: { format: 'text' } },
  { label: 'Transcript', note: 'JSON, with times', what: '/transcript', params: { format: 'json' } },
]

function Downloads({ id }: { id: string }) {
  const { open, setOpen, anchor } = usePopover<HTMLDivElement>()
  return (
    <div className="popover-anchor" ref={anchor}>
      <button type="button" className="icon-button" aria-label="Download" title="Download" aria-haspopup="dialog" aria-expanded={open} onClick={() => setOpen(!open)}>
        <Download size={16} aria-hidden />
      </button>
      {open && (
        <div className="floating popover end menu" role="dialog" aria-label="Download">
          {FILES.map(({ label, note, what, params }) => (
            <a key={note} className="menu-item" href={sessionUrl(id, what, params)} download={fileName(id, what, params)} onClick={() => setOpen(false)}>
              <span className="grow">{label}</span>
              <span className="aside">{note}</span>
            </a>
          ))}
        </div>
      )}
    </div>
  )
}

function fileName(id: string, what: string, { version, format }: Record<string, string>): string {
  if (what === '/recording.cast') return version === '3' ? `${id}.v3.cast` : `${id}.cast`
  return format === 'json' ? `${id}.json` : `${id}.txt`
}
