import '@fontsource-variable/inter'
import '@fontsource-variable/jetbrains-mono'
import 'uplot/dist/uPlot.min.css'
import './styles/index.css'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './shell/App'
import { CrashGuard } from './shell/CrashGuard'
import { applyTheme } from './ui/preferences'

applyTheme()

const client = new QueryClient({
  defaultOptions: {
    queries: {
      // An answer stands until the auditor asks again: rows must not shift under someone who reads them.
      staleTime: 5 * 60_000,
      refetchOnWindowFocus: false,
      refetchOnReconnect: false,
      retry: false,
    },
  },
})

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <QueryClientProvider client={client}>
      <CrashGuard>
        <App />
      </CrashGuard>
    </QueryClientProvider>
  </StrictMode>,
)
