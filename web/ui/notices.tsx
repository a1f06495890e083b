import { App } from 'antd'
import { useEffect } from 'react'
import { language, translate } from '../state/language.ts'
import { type Notice, notices } from '../state/notices.ts'

/** Shows each notice once, as a toast: what happened, and what helps. */
export function Notices() {
  const { notification } = App.useApp()
  useEffect(() => {
    let shown = 0
    const show = (all: readonly Notice[]) => {
      for (const notice of all.slice(shown)) notification.error(textsOf(notice))
      shown = all.length
    }
    show(notices.get())
    return notices.subscribe(show)
  }, [notification])
  return null
}

function textsOf(notice: Notice) {
  const tag = language.get()
  const text =
    'problem' in notice ? (notice.problem.detail ?? notice.problem.title) : translate(tag, notice.text)
  const remedy = 'problem' in notice ? notice.problem.remedy : notice.remedy && translate(tag, notice.remedy)
  return {
    title: translate(tag, 'problem.title'),
    description: remedy ? `${text} ${translate(tag, 'problem.remedy', { remedy })}` : text,
    placement: 'bottomLeft' as const,
    duration: 12,
  }
}
