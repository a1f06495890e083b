/** How the viewer is built: `vite build web` writes `dist/web`, which the server serves at `/`. */
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

export default defineConfig({
  plugins: [react()],
  build: {
    outDir: '../dist/web',
    emptyOutDir: true,
    target: 'es2022',
    // The map library alone is 1.1 MB before compression; it is the page.
    chunkSizeWarningLimit: 1300,
    // Fonts and the worker stay files: the content security policy allows no data: scripts.
    assetsInlineLimit: 0,
  },
  server: { proxy: { '^/(api|tiles|health|ogc)(/|$)': 'http://127.0.0.1:8080' } },
})
