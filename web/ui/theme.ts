import type { ThemeConfig } from 'antd'

/** Calm teal on paper white; the font is ours, so that Chinese shows on any machine. */
export const theme: ThemeConfig = {
  token: {
    colorPrimary: '#1f5f6b',
    colorLink: '#1f5f6b',
    colorText: '#27313b',
    borderRadius: 8,
    fontFamily: 'var(--font)',
    fontSize: 14,
    motion: !window.matchMedia?.('(prefers-reduced-motion: reduce)').matches,
  },
}
