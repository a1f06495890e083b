/** View: zoom and north. */
export { ViewButtons } from './panel.tsx'
