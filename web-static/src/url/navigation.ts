import { useMemo, useSyncExternalStore } from 'react'
import { parseRoute, type Route } from './route'

const CHANGED = 'kubescribe:navigate'

/** Goes to an address of these pages. `push` is a step that Back undoes. */
export function navigate(href: string, how: 'push' | 'replace' = 'push'): void {
  if (href === location.pathname + location.search) return
  if (how === 'push') history.pushState(null, '', href)
  else history.replaceState(null, '', href)
  window.dispatchEvent(new Event(CHANGED))
}

export function usePath(): string {
  return useSyncExternalStore(subscribe, () => location.pathname)
}

/** What stands behind the path, with its `?`. */
export function useQueryString(): string {
  return useSyncExternalStore(subscribe, () => location.search)
}

export function useRoute(): Route {
  const path = usePath()
  return useMemo(() => parseRoute(path), [path])
}

function subscribe(listener: () => void): () => void {
  window.addEventListener('popstate', listener)
  window.addEventListener(CHANGED, listener)
  return () => {
    window.removeEventListener('popstate', listener)
    window.removeEventListener(CHANGED, listener)
  }
}
