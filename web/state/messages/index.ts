import { en } from './en.ts'
import { type Messages, zhCn } from './zh-cn.ts'

/** Every text of the page; a test holds the dictionaries to the same keys and places. */
export const messagesOf = (language: 'zh-CN' | 'en'): Messages => (language === 'en' ? en : zhCn)
