export interface Command {
  group: string
  label: string
  run: () => void
}

/** Every word typed must begin a word of the command. */
export function matchCommands(commands: Command[], typed: string): Command[] {
  const wanted = typed.toLowerCase().split(/\s+/).filter(Boolean)
  return commands.filter(({ group, label }) => {
    const words = `${group} ${label}`.toLowerCase().split(/\s+/)
    return wanted.every((part) => words.some((word) => word.startsWith(part)))
  })
}
