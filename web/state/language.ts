/** The page's language: Chinese unless the reader chose or their browser says otherwise; remembered. */
import { messagesOf } from './messages/index.ts'
import type { Messages } from './messages/zh-cn.ts'
import { createStore } from './store.ts'
import { useStore } from './use-store.ts'

export type Language = 'zh-CN' | 'en'

const REMEMBERED = 'wangge.language'

function firstLanguage(): Language {
  const wanted = [readRemembered(), ...navigator.languages]
  const known = wanted.find((tag) => tag && /^(zh|en)\b/i.test(tag))
  return known && /^en/i.test(known) ? 'en' : 'zh-CN'
}

/** Storage may be forbidden; then the choice lasts as long as the page. */
function readRemembered(): string | null {
  try {
    return localStorage.getItem(REMEMBERED)
  } catch {
    return null
  }
}

export const language = createStore<Language>(firstLanguage())

function announce(tag: Language) {
  document.documentElement.lang = tag
  document.title = messagesOf(tag)['app.title']
}
announce(language.get())
language.subscribe((tag) => {
  announce(tag)
  try {
    localStorage.setItem(REMEMBERED, tag)
  } catch {
    // Not remembered, still switched.
  }
})

export type MessageKey = keyof Messages

/** The text of a key, with its `{name}` places filled. */
export function translate(
  tag: Language,
  key: MessageKey,
  values: Record<string, string | number> = {},
): string {
  return messagesOf(tag)[key].replace(/\{(\w+)\}/g, (place, name: string) => String(values[name] ?? place))
}

export type Translate = (key: MessageKey, values?: Record<string, string | number>) => string

export function useTranslate(): { t: Translate; language: Language } {
  const tag = useStore(language)
  return { t: (key, values) => translate(tag, key, values), language: tag }
}
