import type { Field } from '../api/types'

/** The names worth typing: of the aliases, which also hold the audit event's own paths, those that are shorter. */
export function shortNames({ name, aliases }: Field): string[] {
  return aliases.filter((alias) => alias.length < name.length)
}
