/** Measuring: distance and area on the map. */
export { MeasureTool } from './panel.tsx'
