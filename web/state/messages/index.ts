import { en } from './en.ts'
import { zhCn } from './zh-cn.ts'

export type Messages = Record<keyof typeof zhCn, string>

/** Every text of the page; a test holds the dictionaries to the same keys and places. */
export const messagesOf = (language: 'zh-CN' | 'en'): Messages => (language === 'en' ? en : zhCn)
