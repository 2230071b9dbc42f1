import { useMemo, useState } from 'react'
import { isWrongQuery } from '../api/client'
import { Chart } from '../histogram/Chart'
import type { Stack } from '../histogram/stack'
import { useStack } from '../histogram/useStack'
import { type Kind, kindClause } from '../event/kind'
import { person } from '../event/person'
import { addClause } from '../query/edit'
import { count, fullTime, shownTime, type Zone } from '../time/format'
import { durationLabel } from '../time/range'
import { SafeText } from '../ui/SafeText'
import { useSwitch, useTheme, useZone } from '../ui/preferences'
import { Unavailable } from '../ui/Unavailable'
import { DEFAULT_BY, STACK_CHOICES } from '../url/state'
import { useSearch } from './context'

const NO_STACK: Stack = { starts: [], interval: 1, series: [], totals: [] }

export function Histogram() {
  const { state, update, filter } = useSearch()
  const [theme] = useTheme()
  const [zone] = useZone()
  const [log, setLog] = useSwitch('log', false)
  const [hovered, setHovered] = useState<number>()
  const answer = useStack(state)
  const stack = answer.data ?? NO_STACK
  const failed = answer.error !== null && !isWrongQuery(answer.error)
  const byKind = state.by === DEFAULT_BY
  const colours = useMemo(() => stack.series.map(({ name }, index) => colourOf(name, index, byKind)), [stack, byKind])
  const at = hovered !== undefined && hovered < stack.starts.length ? hovered : undefined
  const choose = (name: string) => {
    const clause = byKind ? kindClause(name as Kind) : undefined
    if (clause) update({ q: addClause(state.q, clause) })
    else if (!byKind && name !== 'other') filter(state.by, name)
  }
  return (
    <section className="histogram" aria-label="Events over time">
      <div className="histogram-line">
        <span className="histogram-when">
          {failed ? (
            <Unavailable what="Histogram" retry={() => void answer.refetch()} />
          ) : at === undefined ? (
            <span className="muted">{stack.starts.length > 0 ? `Events per ${durationLabel(stack.interval)}` : ' '}</span>
          ) : (
            <BucketTime stack={stack} bucket={at} zone={zone} />
          )}
        </span>
        <ul className={`legend ${byKind ? '' : 'of-values'}`} aria-label="Series">
          {stack.series.map(({ name, values, total }, index) => (
            <li key={name}>
              <button type="button" className="legend-item" title={`Filter for ${name}`} onClick={() => choose(name)}>
                <Swatch colour={colours[index]!} />
                <span className="legend-name"><SafeText text={state.by === 'user' ? person(name).label : name} /></span>
                <span className="muted">{count(at === undefined ? total : (values[at] ?? 0))}</span>
              </button>
            </li>
          ))}
        </ul>
        <label className="histogram-by">
          <span className="muted">by</span>
          <select value={state.by} onChange={(event) => update({ by: event.target.value })}>
            {(STACK_CHOICES.includes(state.by) ? STACK_CHOICES : [...STACK_CHOICES, state.by]).map((choice) => (
              <option key={choice}>{choice}</option>
            ))}
          </select>
        </label>
        <button type="button" className="chip" aria-pressed={log} title="Logarithmic scale: totals, with the denied ones in front" onClick={() => setLog(!log)}>log</button>
      </div>
      <div className={answer.isPlaceholderData || failed ? 'stale' : ''}>
        {stack.starts.length > 0 ? (
          <Chart
            stack={stack}
            colours={colours}
            log={log}
            zone={zone}
            theme={theme}
            label={summary(stack)}
            onHover={setHovered}
            onBrush={(from, to) => update({ from: iso(from), to: iso(to) })}
          />
        ) : (
          <div className="chart" data-testid="histogram" />
        )}
      </div>
    </section>
  )
}

function Swatch({ colour }: { colour: string }) {
  return <span className="swatch" style={{ background: `var(${colour})` }} aria-hidden />
}

function BucketTime({ stack, bucket, zone }: { stack: Stack; bucket: number; zone: Zone }) {
  const start = shownTime(iso(stack.starts[bucket]!), zone)
  const end = shownTime(iso(stack.starts[bucket]! + stack.interval), zone)
  const seconds = stack.interval < 60 ? 8 : 5
  return (
    <span className="mono">
      {start.date} {start.time.slice(0, seconds)}–{end.date === start.date ? '' : `${end.date} `}
      {end.time.slice(0, seconds)} <strong>{count(stack.totals[bucket]!)}</strong>
    </span>
  )
}

function colourOf(name: string, index: number, byKind: boolean): string {
  if (byKind) return `--bar-${name}`
  return name === 'other' ? '--series-6' : `--series-${index + 1}`
}

function summary({ starts, interval, totals, series }: Stack): string {
  const peak = totals.indexOf(Math.max(...totals))
  const parts = series.map(({ name, total }) => `${name} ${count(total)}`).join(', ')
  return `Histogram of ${starts.length} buckets, each one ${durationLabel(interval)}: ${parts}. Most, ${count(totals[peak] ?? 0)}, at ${fullTime(iso(starts[peak]!), 'utc')}.`
}

function iso(seconds: number): string {
  return new Date(seconds * 1000).toISOString()
}
