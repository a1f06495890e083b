/** What an import did, layer by layer. */
export type LayerCounts = {
  read: number
  added: number
  changed: number
  unchanged: number
  repaired: number
  rejected: number
}
export type ImportReport = {
  importId: string
  format: string
  layers: Record<string, LayerCounts>
  /** How many there are to list, and of which rules. */
  findings: number
  rules: Record<string, number>
  /** Ids of the counties that something was stored in. */
  counties: string[]
}
