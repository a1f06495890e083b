import type { ExpressionSpecification } from 'maplibre-gl'
import { NAME, NAME_EN } from '../api/collections.ts'
import type { Language } from '../state/language.ts'

/** The name in the page's language, or the one there is. */
export const localName = (language: Language): ExpressionSpecification =>
  language === 'en'
    ? ['coalesce', ['get', NAME_EN], ['get', NAME]]
    : ['coalesce', ['get', NAME], ['get', NAME_EN]]
