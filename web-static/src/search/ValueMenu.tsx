import { Check, Copy, ListX, ListFilter } from 'lucide-react'
import { createContext, type ReactNode, useCallback, useContext, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { MAX_FILTER_LENGTH } from '../query/edit'
import { revealText } from '../text/reveal'
import { useCopy } from '../ui/useCopy'
import { useSearch } from './context'

interface Target {
  value: string
  /** Absent when the query language has no name for where the value stands. */
  field: string | undefined
  x: number
  y: number
  opener: HTMLElement
}

type Open = (opener: HTMLElement, value: string, field: string | undefined) => void

const Context = createContext<Open>(() => {})

/** Opens the one menu that every value on the page shares. */
export function useValueMenu(): Open {
  return useContext(Context)
}

export function ValueMenuProvider({ children }: { children: ReactNode }) {
  const [target, setTarget] = useState<Target>()
  const open = useCallback<Open>((opener, value, field) => {
    const box = opener.getBoundingClientRect()
    setTarget({ field, value, x: box.left, y: box.bottom + 2, opener })
  }, [])
  const close = useCallback(() => setTarget(undefined), [])
  return (
    <Context value={open}>
      {children}
      {target && <ValueMenu target={target} close={close} />}
    </Context>
  )
}

function ValueMenu({ target, close }: { target: Target; close: () => void }) {
  const { filter } = useSearch()
  const [copied, copy] = useCopy()
  const menu = useRef<HTMLDivElement>(null)
  const { field, value, opener } = target

  useLayoutEffect(() => {
    const element = menu.current!
    const { width, height } = element.getBoundingClientRect()
    element.style.left = `${Math.max(4, Math.min(target.x, innerWidth - width - 8))}px`
    element.style.top = `${target.y + height > innerHeight - 8 ? Math.max(4, target.y - height - 24) : target.y}px`
    element.querySelector<HTMLElement>('button:not(:disabled)')?.focus()
  }, [target])

  useEffect(() => {
    const onPress = (event: Event) => {
      if (!menu.current?.contains(event.target as Node)) close()
    }
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape' || event.key === 'Tab') {
        event.preventDefault()
        event.stopPropagation()
        close()
        opener.focus()
      } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
        event.preventDefault()
        const items = [...menu.current!.querySelectorAll<HTMLElement>('button:not(:disabled)')]
        const at = items.indexOf(document.activeElement as HTMLElement)
        items.at((at + (event.key === 'ArrowDown' ? 1 : -1)) % items.length)?.focus()
      }
    }
    document.addEventListener('pointerdown', onPress)
    document.addEventListener('keydown', onKey, true)
    addEventListener('resize', close)
    document.addEventListener('wheel', onPress, { passive: true })
    return () => {
      document.removeEventListener('pointerdown', onPress)
      document.removeEventListener('keydown', onKey, true)
      removeEventListener('resize', close)
      document.removeEventListener('wheel', onPress)
    }
  }, [close, opener])

  const apply = (negated: boolean) => {
    if (field !== undefined) filter(field, value, negated)
    close()
  }
  const tooLong = value.length > MAX_FILTER_LENGTH
  return (
    <div ref={menu} className="floating menu value-menu" role="menu" aria-label={`${field ?? 'Value'}: ${revealText(value).slice(0, 80)}`}>
      <p className="value-menu-title mono">
        <span className="muted">{field}</span> {revealText(value).slice(0, 200)}
      </p>
      {field !== undefined && (
        <>
          <button type="button" role="menuitem" className="menu-item" disabled={tooLong} onClick={() => apply(false)}>
            <ListFilter size={14} aria-hidden /> Filter for
          </button>
          <button type="button" role="menuitem" className="menu-item" disabled={tooLong} onClick={() => apply(true)}>
            <ListX size={14} aria-hidden /> Filter out
          </button>
        </>
      )}
      <button type="button" role="menuitem" className="menu-item" onClick={() => copy(value)}>
        {copied ? <Check size={14} aria-hidden /> : <Copy size={14} aria-hidden />} {copied ? 'Copied' : 'Copy value'}
      </button>
      {tooLong && field !== undefined && <p className="value-menu-note muted">Too long to filter by; search for a part of it.</p>}
    </div>
  )
}
