export type Language = 'zh' | 'en'

/** The language of ours that an `Accept-Language` names first; Chinese, as the product, when it names neither. */
export function preferredLanguage(accepted: string | undefined): Language {
  const weighed = (accepted ?? '').split(',').map((entry, i) => {
    const [tag = '', quality] = entry
      .trim()
      .toLowerCase()
      .split(/\s*;\s*q=/)
    return { tag, weight: quality === undefined ? 1 : Number(quality) || 0, i }
  })
  const named = weighed
    .filter(({ tag, weight }) => weight > 0 && /^(zh|en)\b/.test(tag))
    .sort((a, b) => b.weight - a.weight || a.i - b.i)[0]
  return named?.tag.startsWith('en') ? 'en' : 'zh'
}

/** What the pages say, besides what the data says itself. */
export const WORDS = {
  zh: {
    tag: 'zh-CN',
    home: '开放数据',
    lead: '区划、单元、网格及其中的人和事，可浏览、可下载，也可由 GIS 软件直接读取（OGC API – Features）。',
    collections: '图层',
    items: '要素',
    conformance: '符合性',
    formats: '其他格式',
    api: '接口文档',
    viewer: '在地图中查看',
    next: '下一页',
    first: '回到第一页',
    noFeatures: '没有符合条件的要素。',
    noGeometry: '没有几何图形。',
    yes: '是',
    no: '否',
    browse: '浏览要素',
    conforms: '本服务符合以下规范类：',
    shown: (shown: number, matched: string | undefined) =>
      matched === undefined ? `本页 ${shown} 个，共 10,000 个以上` : `本页 ${shown} 个，共 ${matched} 个`,
  },
  en: {
    tag: 'en',
    home: 'Open data',
    lead: 'Areas, units, grids and what lies in them: to read, to download, and for GIS programs to open as they are (OGC API – Features).',
    collections: 'Collections',
    items: 'Features',
    conformance: 'Conformance',
    formats: 'Other formats',
    api: 'API documentation',
    viewer: 'Show on the map',
    next: 'Next page',
    first: 'Back to the first page',
    noFeatures: 'No feature matches.',
    noGeometry: 'No geometry.',
    yes: 'yes',
    no: 'no',
    browse: 'Browse features',
    conforms: 'The service conforms to these classes:',
    shown: (shown: number, matched: string | undefined) =>
      matched === undefined
        ? `${shown} on this page of more than 10,000`
        : `${shown} on this page of ${matched}`,
  },
} as const
