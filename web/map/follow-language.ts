import type { Map as LibreMap } from 'maplibre-gl'
import { type Language, language } from '../state/language.ts'
import { localName } from './label-text.ts'

/** Writes the names on the map in the page's language. */
export function followLanguage(map: LibreMap, namedLayers: readonly string[]) {
  const follow = (tag: Language) => {
    for (const layer of namedLayers) map.setLayoutProperty(layer, 'text-field', localName(tag))
  }
  language.subscribe(follow)
}
