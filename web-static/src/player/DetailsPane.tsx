import { Value } from '../search/Value'
import { bytesInWords, clockOf, durationInWords } from '../time/duration'
import { count, fullTime } from '../time/format'
import { useZone } from '../ui/preferences'
import { SafeText } from '../ui/SafeText'
import { usePlayer } from './context'
import { CAUSES, detailSections } from './details'

export function DetailsPane() {
  const { session, goTo } = usePlayer()
  const [zone] = useZone()
  return (
    <div className="details pane-list" tabIndex={0} role="region" aria-label="Facts of the session">
      {detailSections(session).map(({ title, facts }) => (
        <section key={title}>
          <h3>{title}</h3>
          <dl>
            {facts.map(({ label, field, values, time, note }) => (
              <div key={label} className="fact">
                <dt>{label}</dt>
                <dd>
                  {values.map((value, index) => (
                    <span key={index} className="fact-value mono">
                      {field ? <Value field={field} value={value} wrap /> : <SafeText text={time ? fullTime(value, zone) : value} />}
                    </span>
                  ))}
                  {note && <span className="fact-note muted">{note}</span>}
                </dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
      {session.holes.length > 0 && (
        <section>
          <h3>What is missing</h3>
          <ol>
            {session.holes.map((hole) => (
              <li key={hole.sequence}>
                <button type="button" className="hole" onClick={() => goTo(hole.from)}>
                  <span className="mono">{clockOf(hole.from)}</span> {durationInWords(hole.to - hole.from)}: {CAUSES[hole.cause] ?? hole.cause}
                  <span className="muted">{hole.bytes > 0 ? `, ${bytesInWords(hole.bytes)}` : hole.records > 0 ? `, ${count(hole.records)} records` : ''}</span>
                </button>
              </li>
            ))}
          </ol>
        </section>
      )}
    </div>
  )
}
