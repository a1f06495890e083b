/** Search: a community or a grid by name or code. */
export { SearchBox } from './panel.tsx'
