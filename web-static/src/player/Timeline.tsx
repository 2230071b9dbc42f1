import { memo, type PointerEvent, useEffect, useMemo, useRef, useState } from 'react'
import type { SeenCommand } from '../api/sessionTypes'
import { clockOf, durationInWords } from '../time/duration'
import { useZone } from '../ui/preferences'
import { revealText } from '../text/reveal'
import { heights, ticks } from './axis'
import { usePlayer } from './context'
import { useTime } from './hooks'
import { wallClock } from './moment'
import { lastIndex, within } from './spans'

/** Where the parts stand, in pixels from the top of the 64. */
const AXIS = 16
const BARS = 34
const BAND = AXIS + BARS + 2

/** The whole session on one axis of real time: what happened when, and where the player is. */
export function Timeline({ hits }: { hits: number[] }) {
  const { session, playback, watching, duration, timeline, commands, goTo } = usePlayer()
  const [zone] = useZone()
  const time = useTime(playback)
  const box = useRef<HTMLDivElement>(null)
  const [width, setWidth] = useState(0)
  const [hover, setHover] = useState<number>()
  useEffect(() => {
    const observer = new ResizeObserver(([entry]) => setWidth(entry!.contentRect.width))
    observer.observe(box.current!)
    return () => observer.disconnect()
  }, [])
  const timeAt = (event: PointerEvent) => {
    const { left, width: wide } = box.current!.getBoundingClientRect()
    return Math.min(Math.max((event.clientX - left) / wide, 0), 1) * duration
  }
  const onPointerDown = (event: PointerEvent) => {
    if (event.button !== 0) return
    box.current!.setPointerCapture(event.pointerId)
    goTo(timeAt(event))
  }
  const onPointerMove = (event: PointerEvent) => {
    const at = timeAt(event)
    setHover(at)
    if (box.current!.hasPointerCapture(event.pointerId)) goTo(at)
  }
  const shown = watching ? duration : Math.min(time, duration)
  return (
    <div
      ref={box}
      className="timeline"
      role="slider"
      tabIndex={0}
      aria-label="Position in the session"
      aria-valuemin={0}
      aria-valuemax={Math.round(duration * 10) / 10}
      aria-valuenow={Math.round(shown * 10) / 10}
      aria-valuetext={`${durationInWords(shown)} of ${durationInWords(duration)}, ${wallClock(session.start, shown, zone)}`}
      data-testid="timeline"
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerLeave={() => setHover(undefined)}
    >
      <Drawing width={width} duration={duration} hits={hits} />
      {duration > 0 && <span className="timeline-now" style={{ left: `${(shown / duration) * 100}%` }} />}
      {hover !== undefined && duration > 0 && (
        <HoverCard time={hover} left={(hover / duration) * width} width={width} command={commands[lastIndex(commands, hover, (c) => c.time)]} clock={wallClock(session.start, hover, zone)} note={noteAt()} />
      )}
    </div>
  )

  function noteAt(): string | undefined {
    if (hover === undefined || !timeline) return undefined
    const gap = within(timeline.gaps, hover)
    if (gap) return `Not recorded: ${durationInWords(gap.to - gap.from)}`
    const idle = within(timeline.idle, hover)
    if (idle) return `No output for ${durationInWords(idle.to - idle.from)}`
    return within(timeline.alternate, hover) ? 'Full-screen program' : undefined
  }
}

function HoverCard({ time, left, width, command, clock, note }: { time: number; left: number; width: number; command: SeenCommand | undefined; clock: string; note: string | undefined }) {
  return (
    <>
      <span className="timeline-hover" style={{ left }} />
      <div className="floating timeline-card" style={{ left: Math.min(Math.max(left, 100), Math.max(width - 100, 100)) }} aria-hidden>
        <p className="mono">{clockOf(time)} <span className="muted">{clock}</span></p>
        {note && <p>{note}</p>}
        {command && <p className="mono timeline-command">{revealText(command.text).slice(0, 60)}</p>}
      </div>
    </>
  )
}

/** Everything that stays while the position moves. */
const Drawing = memo(function Drawing({ width, duration, hits }: { width: number; duration: number; hits: number[] }) {
  const { timeline, commands } = usePlayer()
  const bars = useMemo(() => heights(timeline?.activity ?? []), [timeline])
  if (duration <= 0 || width <= 0) return <svg className="timeline-drawing" aria-hidden />
  const x = (time: number) => (Math.min(time, duration) / duration) * width
  const wide = (from: number, to: number, least = 1) => Math.max(x(to) - x(from), least)
  const bucket = timeline ? wide(0, timeline.bucket, 0) : 0
  return (
    <svg className="timeline-drawing" width={width} height={64} aria-hidden>
      <defs>
        <pattern id="idle-hatch" width={6} height={6} patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect className="timeline-hatch" width={1} height={6} />
        </pattern>
        <pattern id="gap-hatch" width={5} height={5} patternUnits="userSpaceOnUse" patternTransform="rotate(-45)">
          <rect className="timeline-gap-hatch" width={2.5} height={5} />
        </pattern>
      </defs>
      {ticks(duration, width).map((tick) => (
        <g key={tick.time}>
          <line className="timeline-grid" x1={x(tick.time)} x2={x(tick.time)} y1={AXIS - 3} y2={AXIS + BARS} />
          <text className="timeline-label" x={x(tick.time)} y={11} textAnchor="middle">{tick.label}</text>
        </g>
      ))}
      {timeline?.idle.map(({ from, to }) => (
        <rect key={from} fill="url(#idle-hatch)" x={x(from)} width={wide(from, to)} y={AXIS} height={BARS} />
      ))}
      {bars.map((height, index) =>
        height === 0 ? null : (
          <rect key={index} className="timeline-bar" x={index * bucket} width={Math.max(bucket - (bucket > 3 ? 1 : 0), 1)} y={AXIS + BARS * (1 - height)} height={BARS * height} />
        ),
      )}
      <line className="timeline-base" x1={0} x2={width} y1={AXIS + BARS + 0.5} y2={AXIS + BARS + 0.5} />
      {timeline?.alternate.map(({ from, to }) => (
        <rect key={from} className="timeline-alternate" x={x(from)} width={wide(from, to, 2)} y={BAND + 1} height={4} rx={1} />
      ))}
      {timeline?.resizes.filter(({ time }) => time > 0).map(({ time }) => (
        <path key={time} className="timeline-resize" d={`M${x(time) - 3} ${BAND + 3}h6m-2 -2l2 2l-2 2m-2 0l-2 -2l2 -2`} />
      ))}
      {commands.map(({ time, sequence }) => (
        <rect key={`${time} ${sequence}`} className="timeline-tick" x={x(time) - 1} width={2} y={BAND + 6} height={6} />
      ))}
      {timeline?.gaps.map(({ from, to, sequence }) => (
        <g key={sequence}>
          <rect className="timeline-gap" x={x(from)} width={wide(from, to, 3)} y={AXIS} height={BARS} />
          <rect fill="url(#gap-hatch)" x={x(from)} width={wide(from, to, 3)} y={AXIS} height={BARS} />
        </g>
      ))}
      {hits.map((time, index) => (
        <path key={index} className="timeline-hit" d={`M${x(time) - 4} ${AXIS - 3}h8l-4 6z`} />
      ))}
    </svg>
  )
})
