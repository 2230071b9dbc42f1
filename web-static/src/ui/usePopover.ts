import { type RefObject, useEffect, useRef, useState } from 'react'

/** Open state of something that floats: closes on Escape and on a press outside, and gives focus back. */
export function usePopover<T extends HTMLElement>(): {
  open: boolean
  setOpen: (open: boolean) => void
  anchor: RefObject<T | null>
} {
  const [open, setOpen] = useState(false)
  const anchor = useRef<T | null>(null)
  useEffect(() => {
    if (!open) return
    const onPress = (event: PointerEvent) => {
      if (!anchor.current?.contains(event.target as Node)) setOpen(false)
    }
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return
      event.stopPropagation()
      setOpen(false)
      anchor.current?.querySelector<HTMLElement>('button')?.focus()
    }
    document.addEventListener('pointerdown', onPress)
    document.addEventListener('keydown', onKey, true)
    return () => {
      document.removeEventListener('pointerdown', onPress)
      document.removeEventListener('keydown', onKey, true)
    }
  }, [open])
  return { open, setOpen, anchor }
}
