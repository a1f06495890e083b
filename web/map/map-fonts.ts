/**
 * The fonts of map labels, drawn from files of ours: no font server, no fonts of the machine needed.
 * Latin letters and digits come from their small file, all else from the Chinese one.
 */
import hanzi from '@fontsource/noto-sans-sc/files/noto-sans-sc-chinese-simplified-400-normal.woff2?url'
import latin from '@fontsource/noto-sans-sc/files/noto-sans-sc-latin-400-normal.woff2?url'
import latinStrong from '@fontsource/noto-sans-sc/files/noto-sans-sc-latin-600-normal.woff2?url'
import type { FontFacesSpecification } from 'maplibre-gl'

const absolute = (url: string) => new URL(url, location.href).href
const LATIN = ['U+0020-024F', 'U+2010-2027']

export const TEXT = ['Noto Sans SC']
export const STRONG_TEXT = ['Noto Sans SC Strong']

export const fontFaces: FontFacesSpecification = {
  'Noto Sans SC': [{ url: absolute(latin), 'unicode-range': LATIN }, { url: absolute(hanzi) }],
  'Noto Sans SC Strong': [{ url: absolute(latinStrong), 'unicode-range': LATIN }, { url: absolute(hanzi) }],
}
