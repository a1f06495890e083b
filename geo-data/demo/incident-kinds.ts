/**
 * What happens in the demo: class and subclass (two digits each), how often, how long it takes, and what is reported.
 * Classes are those of DOMAIN §4: components 01–05 and events 01–06; in these four digits events follow the components
 * (06 city appearance, 07 advertising, 08 construction, 09 street order, 10 emergencies, 11 other and social).
 */
export type IncidentKind = {
  class: string
  weight: number
  /** Usual handling time. */
  hours: number
  urgent?: boolean
  /** Follows the name of the place. */
  texts: readonly string[]
}

export const INCIDENT_KINDS: readonly IncidentKind[] = [
  {
    class: '0101',
    weight: 5,
    hours: 6,
    urgent: true,
    texts: ['门口井盖缺失，已用警示锥围挡', '路边污水井盖破损', '井盖松动，车辆经过有异响'],
  },
  { class: '0105', weight: 6, hours: 24, texts: ['路灯不亮', '楼道照明损坏', '两盏庭院灯夜间闪烁'] },
  { class: '0108', weight: 3, hours: 36, texts: ['弱电箱门敞开', '通信线缆垂落'] },
  { class: '0201', weight: 6, hours: 48, texts: ['路面坑洼积水', '人行道砖松动', '无障碍坡道破损'] },
  { class: '0206', weight: 3, hours: 30, texts: ['交通标线模糊不清', '减速带缺损'] },
  { class: '0301', weight: 7, hours: 12, texts: ['垃圾桶满溢未清运', '垃圾分类亭门损坏', '公共厕所漏水'] },
  { class: '0401', weight: 4, hours: 48, texts: ['行道树枝遮挡信号灯', '绿篱缺株', '树木倾斜需加固'] },
  { class: '0503', weight: 2, hours: 72, texts: ['健身器材螺丝脱落', '宣传栏玻璃破裂'] },
  { class: '0601', weight: 9, hours: 8, texts: ['暴露垃圾', '建筑垃圾乱堆放', '楼道堆放杂物'] },
  { class: '0604', weight: 4, hours: 12, texts: ['河面有漂浮物', '道路积泥未清扫'] },
  { class: '0701', weight: 4, hours: 12, texts: ['墙面小广告', '违规张挂横幅', '店招松动有坠落风险'] },
  { class: '0801', weight: 3, hours: 24, texts: ['工地夜间施工噪声扰民', '施工围挡破损', '渣土车带泥上路'] },
  { class: '0901', weight: 9, hours: 4, texts: ['占道经营影响通行', '流动摊点聚集'] },
  { class: '0903', weight: 8, hours: 4, texts: ['消防通道被车辆占用', '非机动车乱停放', '共享单车堆积'] },
  {
    class: '1001',
    weight: 2,
    hours: 2,
    urgent: true,
    texts: ['电动自行车楼内充电冒烟', '燃气异味，已疏散本单元居民'],
  },
  {
    class: '1003',
    weight: 2,
    hours: 4,
    urgent: true,
    texts: ['自来水管爆裂', '树木倒伏挡住道路', '低洼处积水超过二十厘米'],
  },
  {
    class: '1101',
    weight: 6,
    hours: 72,
    texts: ['邻里噪声纠纷，请求调解', '楼上漏水引发纠纷', '停车位纠纷'],
  },
  {
    class: '1103',
    weight: 5,
    hours: 48,
    texts: ['独居老人需上门探访', '居民咨询医保办理', '电梯停运影响出行'],
  },
  { class: '1105', weight: 3, hours: 36, texts: ['出租房安全隐患', '飞线充电', '灭火器过期'] },
]
