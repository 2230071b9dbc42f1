import { useState } from 'react'
import type { AuditEvent } from '../api/types'
import { type Fact, sections } from '../event/sections'
import { count, fullTime } from '../time/format'
import { useZone } from '../ui/preferences'
import { SafeText } from '../ui/SafeText'
import { Value } from './Value'

const FOLD = 400
const FEW = 12

export function EventDetails({ event }: { event: AuditEvent }) {
  const [zone] = useZone()
  return (
    <div className="details" tabIndex={0} role="region" aria-label="Facts of the event">
      {sections(event).map(({ title, wide, facts }) => (
        <section key={title} className={wide ? 'facts-wide' : undefined}>
          <h3>{title}</h3>
          <dl>
            {facts.map((fact) => (
              <div key={fact.label} className="fact">
                <dt><SafeText text={fact.label} /></dt>
                <dd><FactValues fact={fact.time ? { ...fact, values: fact.values.map((value) => fullTime(value, zone)) } : fact} /></dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </div>
  )
}

function FactValues({ fact: { field, values, note } }: { fact: Fact }) {
  const [all, setAll] = useState(false)
  const shown = all ? values : values.slice(0, FEW)
  return (
    <>
      {shown.map((value, index) => (
        <FactValue key={index} field={field} value={value} />
      ))}
      {shown.length < values.length && (
        <button type="button" className="link" onClick={() => setAll(true)}>{count(values.length - FEW)} more</button>
      )}
      {note && <span className="fact-note muted">{note}</span>}
    </>
  )
}

function FactValue({ field, value }: { field: string | undefined; value: string }) {
  const [whole, setWhole] = useState(value.length <= FOLD)
  const shown = <SafeText text={whole ? value : value.slice(0, FOLD)} />
  return (
    <span className="fact-value mono">
      {field ? <Value field={field} value={value} wrap>{shown}</Value> : shown}
      {!whole && <button type="button" className="link" onClick={() => setWhole(true)}>… {count(value.length - FOLD)} more characters</button>}
    </span>
  )
}
