import type { Area } from './areas.ts'
import type { Language } from './language.ts'

/** The name in the page's language, or the one there is. */
export const nameIn = (
  language: Language,
  { name, nameEn }: { name: string; nameEn: string | null },
): string => (language === 'en' ? (nameEn ?? name) : name)

export const areaNamed = (areas: readonly Area[], id: string): Area | undefined =>
  areas.find((area) => area.id === id)
