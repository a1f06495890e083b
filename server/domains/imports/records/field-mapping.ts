/** What a feature's properties may be read as. */
export type RecordField =
  | 'code'
  | 'name'
  | 'nameEn'
  | 'level'
  | 'parent'
  | 'households'
  | 'population'
  | 'levels'
  | 'use'
  | 'compound'
  | 'kind'
  | 'class'
  | 'bridge'
  | 'tunnel'

/** Names under which fields are found, compared without case, spaces and underscores; most telling first. */
const USUAL_NAMES: Record<RecordField, readonly string[]> = {
  code: [
    'code',
    '编码',
    '代码',
    '区划代码',
    '行政区划代码',
    'adcode',
    'xzqdm',
    'zldwdm',
    'towncode',
    'divisioncode',
    'dm',
  ],
  name: [
    'name',
    '名称',
    '名字',
    'mc',
    'xzqmc',
    'zldwmc',
    'townname',
    'villname',
    'fullname',
    'namezh',
    '社区名称',
    '小区名称',
  ],
  nameEn: ['nameen', 'enname', 'englishname', 'towneng', '英文名', 'pinyin'],
  level: ['level', '级别', 'arealevel'],
  parent: ['parent', 'parentcode', 'parentid', '上级编码', '上级'],
  households: ['households', '户数', 'hh', 'hhcount', 'hushu', '住户数', '总户数', 'housing', 'hu'],
  population: ['population', '人口', '人口数', 'pop', 'poptot', '常住人口', '实有人口', 'renkou'],
  levels: ['levels', '层数', 'floors', 'buildinglevels', 'storeys', 'floor', '楼层', 'cs'],
  use: ['use', '用途', 'building', 'buildingtype', '房屋用途', '类型', 'usage', 'type'],
  compound: ['compound', '小区', '小区名', 'xiaoqu', 'estate'],
  kind: ['kind', '种类'],
  class: ['class', 'fclass', 'highway', 'waterway', 'railway', '等级', '道路等级', 'roadclass'],
  bridge: ['bridge', '桥'],
  tunnel: ['tunnel', '隧道'],
}

export type FieldMapping = Partial<Record<RecordField, string>>

const plain = (name: string) => name.toLowerCase().replaceAll(/[\s_-]/g, '')

/**
 * A reader of fields: by the mapping that the user gives, else by the usual names (Chinese and English).
 * Empty text counts as absent.
 */
export function fieldReader(mapping: FieldMapping = {}) {
  return (properties: Record<string, unknown>, field: RecordField): unknown => {
    const declared = mapping[field]
    const key = declared ?? usualKey(properties, field)
    const value = key === undefined ? undefined : properties[key]
    return typeof value === 'string' && value.trim() === '' ? undefined : (value ?? undefined)
  }
}

function usualKey(properties: Record<string, unknown>, field: RecordField): string | undefined {
  const keys = new Map(Object.keys(properties).map((key) => [plain(key), key]))
  const name = USUAL_NAMES[field].find((candidate) => keys.has(candidate))
  return name === undefined ? undefined : keys.get(name)
}
