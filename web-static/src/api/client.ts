const BASE = '/api/v1'

/** An answer other than 2xx, or none at all (status 0). */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly detail?: unknown,
  ) {
    super(message)
  }

  /** Where a query went wrong, when the server could say. */
  get queryProblem(): { column: number; expected: string } | undefined {
    const detail = this.detail as { column?: unknown; expected?: unknown } | null | undefined
    if (this.code !== 'bad_query' || typeof detail?.column !== 'number') return undefined
    return { column: detail.column, expected: String(detail.expected ?? '') }
  }
}

/** The query bar says what is wrong; nothing that depends on the query has more to say, or to try again. */
export function isWrongQuery(error: Error): boolean {
  return error instanceof ApiError && error.queryProblem !== undefined
}

export type Params = Record<string, string | number | undefined>

export async function get<T>(path: string, params: Params = {}, signal?: AbortSignal): Promise<T> {
  const response = await request(url(path, params), { ...(signal && { signal }) })
  return (await response.json()) as T
}

export async function getText(path: string, signal?: AbortSignal): Promise<string> {
  return (await request(url(path, {}), { ...(signal && { signal }) })).text()
}

export async function post(path: string, body: unknown): Promise<void> {
  await request(url(path, {}), {
    method: 'POST',
    // The header can't be set by a foreign page's form, which is what keeps such a form from acting for the auditor.
    headers: { 'Content-Type': 'application/json', 'X-Kubescribe': '1' },
    body: JSON.stringify(body),
  })
}

export function url(path: string, params: Params): string {
  const query = new URLSearchParams()
  for (const [key, value] of Object.entries(params)) {
    if (value !== undefined && value !== '') query.set(key, String(value))
  }
  const text = query.toString()
  return `${BASE}${path}${text && `?${text}`}`
}

export async function request(target: string, init: RequestInit): Promise<Response> {
  let response: Response
  try {
    response = await fetch(target, { credentials: 'same-origin', ...init })
  } catch (failure) {
    if (failure instanceof DOMException && failure.name === 'AbortError') throw failure
    throw new ApiError(0, 'unreachable', 'the server did not answer')
  }
  if (response.ok) return response
  const body = (await response.json().catch(() => null)) as { error?: { code?: string; message?: string; detail?: unknown } } | null
  const error = body?.error
  throw new ApiError(response.status, error?.code ?? 'unknown', error?.message ?? `status ${response.status}`, error?.detail)
}
