import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { useCommands } from './commands'
import { type Command, matchCommands } from './matchCommands'

/** Ctrl-K: any command by a few letters of its name. */
export function Palette() {
  const [open, setOpen] = useState(false)
  useEffect(() => {
    const onKey = (event: globalThis.KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return
      event.preventDefault()
      setOpen(true)
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [])
  return open ? <PaletteDialog close={() => setOpen(false)} /> : null
}

function PaletteDialog({ close }: { close: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null)
  const [typed, setTyped] = useState('')
  const [chosen, setChosen] = useState(0)
  const found = matchCommands(useCommands(), typed)
  useEffect(() => {
    dialog.current?.showModal()
  }, [])
  useEffect(() => {
    dialog.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' })
  }, [chosen])
  const run = (command: Command | undefined) => {
    if (!command) return
    close()
    command.run()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter') run(found[chosen])
    else if (event.key === 'ArrowDown') setChosen(Math.min(chosen + 1, found.length - 1))
    else if (event.key === 'ArrowUp') setChosen(Math.max(chosen - 1, 0))
    else return
    event.preventDefault()
  }
  return (
    <dialog ref={dialog} className="palette" aria-label="Commands" data-testid="palette" onClose={close} onClick={(event) => event.target === dialog.current && close()}>
      <input
        className="palette-input"
        autoFocus
        role="combobox"
        aria-label="Command"
        aria-expanded
        aria-controls="palette-list"
        aria-activedescendant={found.length > 0 ? `palette-${chosen}` : undefined}
        placeholder="Type what to do: last hour, denied, dark theme…"
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value)
          setChosen(0)
        }}
        onKeyDown={onKeyDown}
      />
      <div id="palette-list" className="palette-list" role="listbox" aria-label="Commands">
        {found.map((command, index) => (
          <div
            key={`${command.group} ${command.label}`}
            id={`palette-${index}`}
            role="option"
            aria-selected={index === chosen}
            className="menu-item"
            onClick={() => run(command)}
          >
            <span className="muted palette-group">{command.group}</span>
            <span className="grow">{command.label}</span>
          </div>
        ))}
      </div>
      {found.length === 0 && <p className="palette-none muted">No command is called that</p>}
    </dialog>
  )
}
