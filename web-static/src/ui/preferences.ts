import { useSyncExternalStore } from 'react'
import type { Zone } from '../time/format'

export type Theme = 'light' | 'dark'

const listeners = new Set<() => void>()
const systemDark = window.matchMedia('(prefers-color-scheme: dark)')

/** Taste of this browser, not state of the page: kept beside the URL, never in it. */
function usePreference<T extends string>(key: string, fallback: () => T): [T, (value: T) => void] {
  const value = useSyncExternalStore(subscribe, () => (stored(key) as T | null) ?? fallback())
  return [value, (next) => store(key, next)]
}

export function useTheme(): [Theme, (theme: Theme) => void] {
  return usePreference<Theme>('theme', () => (systemDark.matches ? 'dark' : 'light'))
}

export function useZone(): [Zone, (zone: Zone) => void] {
  return usePreference<Zone>('zone', () => 'utc')
}

export function useSwitch(key: string, initially: boolean): [boolean, (on: boolean) => void] {
  const [value, set] = usePreference<'on' | 'off'>(key, () => (initially ? 'on' : 'off'))
  return [value === 'on', (on) => set(on ? 'on' : 'off')]
}

/** Runs before the first paint, so that no page flashes in the other theme. */
export function applyTheme(): void {
  document.documentElement.dataset.theme = stored('theme') ?? (systemDark.matches ? 'dark' : 'light')
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  systemDark.addEventListener('change', listener)
  return () => {
    listeners.delete(listener)
    systemDark.removeEventListener('change', listener)
  }
}

function stored(key: string): string | null {
  try {
    return localStorage.getItem(`kubescribe.${key}`)
  } catch {
    return null
  }
}

function store(key: string, value: string): void {
  try {
    localStorage.setItem(`kubescribe.${key}`, value)
  } catch {
    // Storage may be forbidden in a private window; the preference then lasts as long as nothing.
  }
  applyTheme()
  for (const listener of listeners) listener()
}

systemDark.addEventListener('change', applyTheme)
