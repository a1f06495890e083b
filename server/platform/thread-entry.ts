/** Worker threads start from `.ts` in development and tests, from `.js` in the built program. */
import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'

const isSource = (ownUrl: string) => new URL(ownUrl).pathname.endsWith('.ts')

/** The module `name` (no extension) beside the caller. */
export const threadEntry = (name: string, ownUrl: string): URL =>
  new URL(`./${name}.${isSource(ownUrl) ? 'ts' : 'js'}`, ownUrl)

/** Sources need tsx registered in the thread (`--import tsx` registers it in the main thread only). */
export function threadArguments(ownUrl: string): string[] {
  if (!isSource(ownUrl)) return []
  const api = pathToFileURL(createRequire(ownUrl).resolve('tsx/esm/api').replace(/cjs$/, 'mjs')).href
  return [
    '--import',
    `data:text/javascript,import{register}from${encodeURIComponent(JSON.stringify(api))};register()`,
  ]
}
