import { useEffect, useMemo, useRef, useState } from 'react'
import type { SeenCommand } from '../api/sessionTypes'
import { clockOf } from '../time/duration'
import { SafeText } from '../ui/SafeText'
import { Unavailable } from '../ui/Unavailable'
import { usePlayer } from './context'
import { usePlaybackState, usePosition } from './hooks'
import { lastIndex } from './spans'

/** How long before a command the player begins, in seconds, so that one sees it being entered. */
export const LEAD = 0.5

const CONFIDENCE: Record<SeenCommand['confidence'], { sign: string; words: string }> = {
  high: { sign: '●', words: 'seen clearly' },
  medium: { sign: '◐', words: 'probable' },
  low: { sign: '○', words: 'uncertain: look at the moment' },
}

export function CommandsPane({ pending, error, retry }: { pending: boolean; error: Error | null; retry: () => void }) {
  const { playback, commands, goTo } = usePlayer()
  const [filter, setFilter] = useState('')
  const shown = useMemo(() => commands.filter(({ text }) => text.toLowerCase().includes(filter.trim().toLowerCase())), [commands, filter])
  const at = usePosition(playback, (time) => lastIndex(shown, time + 1e-3, (command) => command.time))
  const { status } = usePlaybackState(playback)
  const list = useRef<HTMLOListElement>(null)
  useEffect(() => {
    if (status === 'playing') list.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest' })
  }, [at, status])
  return (
    <>
      <div className="pane-tools">
        <input className="field-input" aria-label="Filter the commands" placeholder="Filter" value={filter} onChange={(event) => setFilter(event.target.value)} />
      </div>
      {error ? (
        <p className="pane-note"><Unavailable what="Commands" retry={retry} /></p>
      ) : shown.length === 0 ? (
        <p className="pane-note muted">{pending ? '' : commands.length > 0 ? 'No command holds these words.' : 'No command line was seen on the screen.'}</p>
      ) : (
        <ol ref={list} className="pane-list commands" aria-label="Command lines seen on the screen">
          {shown.map((command, index) => (
            <li key={`${command.time} ${command.sequence}`}>
              <button
                type="button"
                className="command-row"
                aria-current={index === at || undefined}
                data-testid="command"
                onClick={() => goTo(Math.max(command.time - LEAD, 0))}
              >
                <span className="mono muted command-time">{clockOf(command.time)}</span>
                <Confidence level={command.confidence} />
                <CommandText text={command.text} />
                {command.exitCode !== null && command.exitCode !== 0 && <span className="code loud mono">exit {command.exitCode}</span>}
              </button>
            </li>
          ))}
        </ol>
      )}
      <p className="pane-foot">Command lines seen on the screen. What scripts and editors ran is not among them.</p>
    </>
  )
}

function Confidence({ level }: { level: SeenCommand['confidence'] }) {
  const { sign, words } = CONFIDENCE[level] ?? CONFIDENCE.low
  return (
    <span className={`confidence confidence-${level}`} role="img" aria-label={words} title={words}>{sign}</span>
  )
}

/** `[no echo, 8 keys]` is said by the recording and not by whoever typed: it must not look like a command. */
function CommandText({ text }: { text: string }) {
  const unseen = /^\[((?:no echo|masked), \d+ keys?)\]$/.exec(text)
  return unseen ? <span className="chip command-unseen">{unseen[1]}</span> : <span className="mono command-text"><SafeText text={text} /></span>
}
