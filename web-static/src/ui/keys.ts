import { useEffect, useRef } from 'react'

export type KeyMap = Record<string, (event: KeyboardEvent) => void>

/** Single-key commands of the page. They rest while someone types, holds a modifier or has a dialog open. */
export function useKeys(map: KeyMap): void {
  const current = useRef(map)
  current.current = map
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      // The player's steps are keys too, which the page sends it: they must not come back here.
      if (!event.isTrusted) return
      const target = event.target as HTMLElement
      const typing = target.closest('input, textarea, select, [contenteditable]') !== null
      if (typing || event.ctrlKey || event.metaKey || event.altKey || document.querySelector('dialog[open]')) return
      // Enter and Space belong to whatever button has the focus.
      if ((event.key === 'Enter' || event.key === ' ') && target.closest('button, a, summary, [role="button"]')) return
      const action = current.current[event.key]
      if (!action) return
      event.preventDefault()
      action(event)
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [])
}
