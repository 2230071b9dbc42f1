import { Bot, CircleUser, Cpu, ServerCog, UserX } from 'lucide-react'
import { person, type Person } from '../event/person'
import { revealText } from '../text/reveal'
import { SafeText } from '../ui/SafeText'

const PEOPLE: Record<Person['kind'], { icon: typeof Bot; label: string }> = {
  person: { icon: CircleUser, label: 'person' },
  anonymous: { icon: UserX, label: 'not authenticated' },
  serviceaccount: { icon: Bot, label: 'service account' },
  node: { icon: Cpu, label: 'node' },
  system: { icon: ServerCog, label: 'system component' },
}

/** What kind of caller it is, told to screen readers too. */
export function PersonIcon({ person: { kind, within } }: { person: Person }) {
  const { icon: Icon, label } = PEOPLE[kind]
  const words = within === undefined ? label : `${label} of ${revealText(within)}`
  // An image with a name, so the icon's own aria-hidden must go.
  return <Icon size={14} className="icon" role="img" aria-label={words} aria-hidden={undefined} />
}

/** The namespace of a service account: half of the clusters' accounts are called "default". */
export function Within({ person: { within } }: { person: Person }) {
  return within === undefined ? null : <span className="within"><SafeText text={within} /></span>
}

export function PersonName({ user }: { user: string }) {
  const who = person(user)
  return (
    <span className="person-name">
      <PersonIcon person={who} />
      <span className="person-label"><SafeText text={who.label} /></span>
      <Within person={who} />
    </span>
  )
}
