import { useMemo, useState } from 'react'
import { ApiError } from '../api/client'
import { useEvents } from '../api/queries'
import { useKeys } from '../ui/keys'
import { useSwitch } from '../ui/preferences'
import { useTitle } from '../ui/useTitle'
import { useSearch } from './context'
import { Drawer } from './Drawer'
import { FieldList } from './FieldList'
import { Histogram } from './Histogram'
import { QueryBar } from './QueryBar'
import { Results } from './Results'
import { TopBar } from './TopBar'

export function SearchPage() {
  const { state, update } = useSearch()
  const events = useEvents(state, state.order)
  const rows = useMemo(() => events.data?.pages.flatMap((page) => page.events) ?? [], [events.data])
  const [selected, setSelected] = useState<string>()
  const [tab, setTab] = useState<'details' | 'json'>('details')
  const [fieldsOpen, setFieldsOpen] = useSwitch('fields', innerWidth > 800)
  const current = state.event ?? selected
  const problem = events.error instanceof ApiError ? events.error.queryProblem : undefined

  useTitle(state.q)

  const move = (by: number) => {
    const at = rows.findIndex((row) => row.id === current)
    const next = rows[at < 0 ? 0 : Math.min(Math.max(at + by, 0), rows.length - 1)]
    if (!next) return
    setSelected(next.id)
    if (state.event) update({ event: next.id }, 'replace')
  }
  const open = (id: string) => {
    setSelected(id)
    update({ event: id }, state.event ? 'replace' : 'push')
  }
  const close = () => {
    setSelected(state.event)
    update({ event: undefined })
  }
  const openOrToggle = () => {
    if (state.event) setTab(tab === 'details' ? 'json' : 'details')
    else if (current ?? rows[0]) open(current ?? rows[0]!.id)
  }
  useKeys({
    j: () => move(1),
    k: () => move(-1),
    ArrowDown: () => move(1),
    ArrowUp: () => move(-1),
    e: openOrToggle,
    Enter: openOrToggle,
    Escape: () => state.event && close(),
  })

  return (
    <main className="search">
      <h1 className="visually-hidden">Search</h1>
      <TopBar />
      <QueryBar problem={problem} />
      <Histogram />
      <div className="search-body">
        {fieldsOpen && <FieldList />}
        <Results
          events={events}
          rows={rows}
          current={current}
          open={open}
          fieldsOpen={fieldsOpen}
          toggleFields={() => setFieldsOpen(!fieldsOpen)}
        />
        {state.event && (
          <Drawer
            id={state.event}
            known={rows.find((row) => row.id === state.event)}
            tab={tab}
            setTab={setTab}
            move={move}
            close={close}
          />
        )}
      </div>
    </main>
  )
}
