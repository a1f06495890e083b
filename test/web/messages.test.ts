import { expect, test } from 'vitest'
import { en } from '../../web/state/messages/en.ts'
import { zhCn } from '../../web/state/messages/zh-cn.ts'

const places = (text: string) => (text.match(/\{\w+\}/g) ?? []).sort()

test('every text exists in both languages', () => {
  expect(Object.keys(en).sort()).toEqual(Object.keys(zhCn).sort())
  for (const text of [...Object.values(en), ...Object.values(zhCn)]) expect(text.trim()).not.toBe('')
})

test.for(Object.keys(zhCn) as (keyof typeof zhCn)[])(
  '%s has the same places to fill in both languages',
  (key) => {
    expect(places(en[key])).toEqual(places(zhCn[key]))
  },
)

test('Chinese is not left in the English texts, but in its own name', () => {
  const chinese = Object.entries(en).filter(
    ([key, text]) => key !== 'app.title' && /[\u4e00-\u9fff]/.test(text),
  )
  expect(chinese).toEqual([])
})
