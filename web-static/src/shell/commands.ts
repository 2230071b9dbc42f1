import { useQueryClient } from '@tanstack/react-query'
import { useFields } from '../api/queries'
import { hasClause, toggleClause } from '../query/edit'
import { useSearch } from '../search/context'
import { QUICK_FILTERS } from '../search/quick'
import { QUICK_RANGES } from '../time/range'
import { useTheme, useZone } from '../ui/preferences'
import { parseState, STACK_CHOICES } from '../url/state'
import type { Command } from './matchCommands'

/** Everything the search page can do, by name. */
export function useCommands(): Command[] {
  const { state, update } = useSearch()
  const [theme, setTheme] = useTheme()
  const [zone, setZone] = useZone()
  const client = useQueryClient()
  const fields = useFields().data ?? []
  const otherTheme = theme === 'dark' ? 'light' : 'dark'
  const otherZone = zone === 'utc' ? 'local' : 'utc'
  return [
    ...QUICK_FILTERS.map(({ label, clause }) => ({
      group: hasClause(state.q, clause) ? 'Lift filter' : 'Filter',
      label,
      run: () => update({ q: toggleClause(state.q, clause) }),
    })),
    ...QUICK_RANGES.map(({ label, range }) => ({ group: 'Time', label, run: () => update({ from: range.from, to: range.to }) })),
    ...STACK_CHOICES.map((by) => ({ group: 'Histogram by', label: by, run: () => update({ by }) })),
    { group: 'Order', label: state.order === 'desc' ? 'Oldest first' : 'Newest first', run: () => update({ order: state.order === 'desc' ? 'asc' : 'desc' }) },
    { group: 'Search', label: 'Search again', run: () => void client.invalidateQueries({ queryKey: ['search'] }) },
    { group: 'Search', label: 'Start afresh', run: () => update(parseState('')) },
    { group: 'View', label: `Use the ${otherTheme} theme`, run: () => setTheme(otherTheme) },
    { group: 'View', label: otherZone === 'utc' ? 'Times in UTC' : 'Times in local time', run: () => setZone(otherZone) },
    ...fields
      .filter(({ type }) => type !== 'time')
      .map(({ name }) => ({ group: 'Has a value', label: name, run: () => update({ q: toggleClause(state.q, `_exists_:${name}`) }) })),
  ]
}
