/** Start-up: what is shown before there is a map. */
export { StartUpScreen } from './panel.tsx'
