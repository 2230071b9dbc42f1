import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'

/** Where `npm run dev` finds the API; the built pages are served by the API's own process. */
const api = process.env.KUBESCRIBE_API ?? 'http://127.0.0.1:8080'

export default defineConfig({
  plugins: [react()],
  build: {
    // The server's content security policy allows fonts and scripts from 'self' only: nothing may be inlined.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  server: { host: '127.0.0.1', proxy: { '/api': api } },
  test: { include: ['test/**/*.test.ts'], environment: 'node' },
})
