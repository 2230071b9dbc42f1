import { CircleHelp, Moon, Search, Sun } from 'lucide-react'
import { type MouseEvent, useState } from 'react'
import type { Me } from '../api/types'
import { useSearch } from '../search/context'
import { useKeys } from '../ui/keys'
import { useTheme } from '../ui/preferences'
import { parseState } from '../url/state'
import { HelpDialog } from './HelpDialog'
import { Logo } from './Logo'
import { SignOut } from './SignOut'

export function Rail({ me }: { me: Me }) {
  const [theme, setTheme] = useTheme()
  const [help, setHelp] = useState(false)
  const { update } = useSearch()
  useKeys({ '?': () => setHelp(true) })
  const startAfresh = (event: MouseEvent) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return
    event.preventDefault()
    update(parseState(''))
  }
  const other = theme === 'dark' ? 'light' : 'dark'
  return (
    <nav className="rail" aria-label="Pages">
      <span className="rail-logo">
        <Logo size={24} />
      </span>
      <a className="rail-item" href="/" aria-current="page" onClick={startAfresh}>
        <Search size={18} aria-hidden /> Search
      </a>
      <div className="rail-space" />
      <button type="button" className="rail-item" onClick={() => setHelp(true)}>
        <CircleHelp size={18} aria-hidden /> Help
      </button>
      <button type="button" className="rail-item" data-testid="theme-toggle" aria-label={`Use the ${other} theme`} onClick={() => setTheme(other)}>
        {theme === 'dark' ? <Sun size={18} aria-hidden /> : <Moon size={18} aria-hidden />} {other === 'light' ? 'Light' : 'Dark'}
      </button>
      <SignOut name={me.name} />
      {help && <HelpDialog close={() => setHelp(false)} />}
    </nav>
  )
}
