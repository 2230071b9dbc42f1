import { CircleHelp, Moon, Search, Sun, Video } from 'lucide-react'
import { useState } from 'react'
import type { Me } from '../api/types'
import { useKeys } from '../ui/keys'
import { Link } from '../ui/Link'
import { useTheme } from '../ui/preferences'
import { useRoute } from '../url/navigation'
import { HelpDialog } from './HelpDialog'
import { Logo } from './Logo'
import { SignOut } from './SignOut'

export function Rail({ me }: { me: Me }) {
  const [theme, setTheme] = useTheme()
  const [help, setHelp] = useState(false)
  const { page } = useRoute()
  useKeys({ '?': () => setHelp(true) })
  const other = theme === 'dark' ? 'light' : 'dark'
  return (
    <nav className="rail" aria-label="Pages">
      <span className="rail-logo">
        <Logo size={24} />
      </span>
      <Link className="rail-item" href="/" aria-current={page === 'search' ? 'page' : undefined}>
        <Search size={18} aria-hidden /> Search
      </Link>
      <Link className="rail-item" href="/sessions" aria-current={page === 'search' ? undefined : 'page'}>
        <Video size={18} aria-hidden /> Sessions
      </Link>
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
