import { useVirtualizer } from '@tanstack/react-virtual'
import { ChevronDown, ChevronUp } from 'lucide-react'
import { type KeyboardEvent, memo, type RefObject, useEffect, useRef } from 'react'
import type { TranscriptLine } from '../api/sessionTypes'
import { revealText } from '../text/reveal'
import { clockOf } from '../time/duration'
import { count } from '../time/format'
import { Unavailable } from '../ui/Unavailable'
import { usePlayer } from './context'
import { pieces } from './find'
import { usePlaybackState, usePosition } from './hooks'
import { lastIndex } from './spans'

export interface Finding {
  words: string
  /** Lines with a hit, by index. */
  hits: number[]
  /** Which of them is looked at, -1 for none yet. */
  current: number
}

interface Props {
  input: RefObject<HTMLInputElement | null>
  lines: TranscriptLine[] | undefined
  error: Error | null
  retry: () => void
  finding: Finding
  find: (words: string) => void
  step: (by: 1 | -1) => void
}

/** All that was on the screen, as text: the equivalent of watching, and the place to look for words. */
export function TranscriptPane({ input, lines, error, retry, finding, find, step }: Props) {
  const { playback, goTo } = usePlayer()
  const { status } = usePlaybackState(playback)
  const scroller = useRef<HTMLDivElement>(null)
  const virtual = useVirtualizer({ count: lines?.length ?? 0, getScrollElement: () => scroller.current, estimateSize: () => 20, overscan: 20 })
  const at = usePosition(playback, (time) => lastIndex(lines ?? [], time + 1e-3, (line) => line.time))
  const { words, hits, current } = finding
  const looked = hits[current]
  useEffect(() => {
    if (looked !== undefined) virtual.scrollToIndex(looked, { align: 'center' })
  }, [looked, lines]) // eslint-disable-line react-hooks/exhaustive-deps
  useEffect(() => {
    if (at >= 0 && looked === undefined && (status === 'playing' || status === 'paused')) virtual.scrollToIndex(at, { align: 'auto' })
  }, [at, status, lines]) // eslint-disable-line react-hooks/exhaustive-deps
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') input.current?.blur()
    if (event.key !== 'Enter') return
    event.preventDefault()
    step(event.shiftKey ? -1 : 1)
  }
  return (
    <>
      <div className="pane-tools">
        <input
          ref={input}
          className="field-input"
          aria-label="Find on the screen"
          placeholder="Find what was on the screen (/)"
          data-testid="find"
          value={words}
          onChange={(event) => find(event.target.value)}
          onKeyDown={onKeyDown}
        />
        <span className="find-count" role="status" data-testid="find-count">
          {words.trim() !== '' && lines && (hits.length === 0 ? 'none' : `${current < 0 ? '' : `${count(current + 1)} of `}${count(hits.length)}`)}
        </span>
        <button type="button" className="icon-button" aria-label="Previous hit" title="Previous hit (N)" disabled={hits.length === 0} onClick={() => step(-1)}>
          <ChevronUp size={16} aria-hidden />
        </button>
        <button type="button" className="icon-button" aria-label="Next hit" title="Next hit (n)" disabled={hits.length === 0} onClick={() => step(1)}>
          <ChevronDown size={16} aria-hidden />
        </button>
      </div>
      {error ? (
        <p className="pane-note"><Unavailable what="Transcript" retry={retry} /></p>
      ) : lines?.length === 0 ? (
        <p className="pane-note muted">Nothing was written to the screen.</p>
      ) : (
        <div ref={scroller} className="pane-list transcript" tabIndex={0} role="region" aria-label="Transcript" data-testid="transcript">
          <ol className="rows-canvas" style={{ height: virtual.getTotalSize() }}>
            {virtual.getVirtualItems().map((item) => (
              <Line
                key={item.index}
                index={item.index}
                top={item.start}
                line={lines![item.index]!}
                words={words}
                current={item.index === at}
                looked={item.index === looked}
                measure={virtual.measureElement}
                goTo={goTo}
              />
            ))}
          </ol>
        </div>
      )}
    </>
  )
}

interface LineProps {
  index: number
  top: number
  line: TranscriptLine
  words: string
  current: boolean
  looked: boolean
  measure: (element: HTMLElement | null) => void
  goTo: (time: number) => void
}

const Line = memo(function Line({ index, top, line, words, current, looked, measure, goTo }: LineProps) {
  return (
    <li ref={measure} data-index={index} className={`line ${looked ? 'looked' : ''} ${line.screen}`} style={{ transform: `translateY(${top}px)` }}>
      <button type="button" className="line-time mono" tabIndex={-1} aria-current={current || undefined} title="Go to this moment" onClick={() => goTo(line.time)}>
        {clockOf(line.time)}
      </button>
      <bdi className="line-text mono" dir="ltr">
        {pieces(revealText(line.text), words).map((piece, at) => (at % 2 === 0 ? piece : <mark key={at}>{piece}</mark>))}
      </bdi>
    </li>
  )
})
