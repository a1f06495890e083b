/** A page of another origin with a MapLibre map that knows nothing of this server but the address of a style. */
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'

const LIBRARY = 'node_modules/maplibre-gl/dist'
const TYPES: Record<string, string> = { mjs: 'text/javascript', css: 'text/css' }

const PAGE = `<!doctype html>
<html lang="en">
<meta charset="utf-8" />
<title>A map elsewhere</title>
<link rel="stylesheet" href="/maplibre-gl.css" />
<style>html, body, #map { height: 100%; margin: 0 }</style>
<div id="map" data-map="busy"></div>
<script type="module">
  import { Map, setWorkerUrl } from '/maplibre-gl.mjs'
  setWorkerUrl('/maplibre-gl-worker.mjs')
  const asked = new URLSearchParams(location.search)
  const container = document.getElementById('map')
  const zoom = asked.get('zoom')
  const map = new Map({ container, style: asked.get('style') })
  // Where the style opens, but nearer.
  if (zoom) map.once('style.load', () => map.jumpTo({ zoom: Number(zoom) }))
  map.on('idle', () => { container.dataset.map = 'idle' })
  map.on('error', ({ error }) => { container.dataset.error = error.message })
  window.map = map
</script>
</html>`

export type PageElsewhere = {
  origin: string
  /** The address of the page with a map in a style, at a zoom unless the style says where it opens. */
  mapOf: (style: string, zoom?: number) => string
  close: () => void
}

export async function servePageElsewhere(): Promise<PageElsewhere> {
  const server = createServer(async (request, response) => {
    const name = /^\/(maplibre-gl[a-z-]*\.(mjs|css))$/.exec(request.url ?? '')
    if (name)
      response
        .setHeader('content-type', TYPES[name[2]!]!)
        .end(await readFile(join(LIBRARY, name[1]!)).catch(() => ''))
    else response.setHeader('content-type', 'text/html').end(PAGE)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    origin,
    mapOf: (style, zoom) =>
      `${origin}/?${new URLSearchParams({ style, ...(zoom === undefined ? {} : { zoom: String(zoom) }) })}`,
    close: () => {
      server.close()
      server.closeAllConnections()
    },
  }
}
