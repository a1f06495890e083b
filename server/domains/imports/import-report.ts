/** What an import did, layer by layer. */
export type LayerCounts = {
  read: number
  added: number
  changed: number
  unchanged: number
  repaired: number
  rejected: number
}
export type ImportReport = { importId: string; layers: Record<string, LayerCounts>; findings: number }
