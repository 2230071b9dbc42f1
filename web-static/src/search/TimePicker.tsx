import { Calendar, ChevronDown } from 'lucide-react'
import { type FormEvent, useEffect, useState } from 'react'
import { normaliseTime, parseTime, QUICK_RANGES, rangeLabel } from '../time/range'
import { usePopover } from '../ui/usePopover'
import { useSearch } from './context'

export function TimePicker() {
  const { state, update } = useSearch()
  const { open, setOpen, anchor } = usePopover<HTMLDivElement>()
  const [from, setFrom] = useState('')
  const [to, setTo] = useState('')
  useEffect(() => {
    setFrom(state.from ?? '')
    setTo(state.to ?? '')
  }, [state.from, state.to, open])

  const problem = rangeProblem(from, to)
  const apply = (event: FormEvent) => {
    event.preventDefault()
    if (problem) return
    update({ from: from.trim() ? normaliseTime(from) : undefined, to: to.trim() ? normaliseTime(to) : undefined })
    setOpen(false)
  }
  return (
    <div className="popover-anchor" ref={anchor}>
      <button type="button" className="button" data-testid="time-range" aria-haspopup="dialog" aria-expanded={open} onClick={() => setOpen(!open)}>
        <Calendar size={14} className="icon muted" aria-hidden />
        {rangeLabel(state)}
        <ChevronDown size={14} className="icon muted" aria-hidden />
      </button>
      {open && (
        <div className="floating popover end time-picker" role="dialog" aria-label="Choose a time range">
          <ul className="time-quick">
            {QUICK_RANGES.map(({ label, range }) => (
              <li key={label}>
                <button
                  type="button"
                  className="menu-item"
                  aria-current={range.from === state.from && range.to === state.to}
                  onClick={() => {
                    update({ from: range.from, to: range.to })
                    setOpen(false)
                  }}
                >
                  {label}
                </button>
              </li>
            ))}
          </ul>
          <form className="time-exact" onSubmit={apply}>
            <label htmlFor="time-from">From</label>
            <input id="time-from" className="field-input mono" autoFocus placeholder="beginning" value={from} aria-invalid={problem?.at === 'from'} onChange={(event) => setFrom(event.target.value)} />
            <label htmlFor="time-to">To</label>
            <input id="time-to" className="field-input mono" placeholder="now" value={to} aria-invalid={problem?.at === 'to'} onChange={(event) => setTo(event.target.value)} />
            <p className="time-hint" role="status">
              {problem?.text ?? <>UTC: <span className="mono">2026-11-23 03:12</span>, or relative: <span className="mono">now-24h</span>, <span className="mono">now/d</span></>}
            </p>
            <button type="submit" className="button primary" disabled={problem !== undefined}>Apply</button>
          </form>
        </div>
      )}
    </div>
  )
}

function rangeProblem(from: string, to: string): { at: 'from' | 'to'; text: string } | undefined {
  const now = Date.now()
  const begin = from.trim() ? normaliseTime(from) : undefined
  const end = to.trim() ? normaliseTime(to) : undefined
  if (from.trim() && !begin) return { at: 'from', text: '“From” is not a time. Write 2026-11-23 03:12 or now-24h.' }
  if (to.trim() && !end) return { at: 'to', text: '“To” is not a time. Write 2026-11-23 03:12 or now-1h.' }
  if (begin && end && parseTime(begin, now)! >= parseTime(end, now)!) return { at: 'to', text: '“To” must be later than “From”.' }
  return undefined
}
