/** Names in Chinese and English, all invented: no place of these names and codes exists. */
import { pick, type Random, seededRandom, shuffled } from './random.ts'

export type Name = { name: string; nameEn: string }

const ROOTS = `云和 Yunhe,锦绣 Jinxiu,碧波 Bibo,翠微 Cuiwei,春晖 Chunhui,金桂 Jingui,丹枫 Danfeng,书香 Shuxiang,望江 Wangjiang,听涛 Tingtao,
映月 Yingyue,和顺 Heshun,福康 Fukang,紫荆 Zijing,玉兰 Yulan,银杏 Yinxing,香樟 Xiangzhang,蓝湾 Lanwan,朝霞 Zhaoxia,东篱 Dongli,
悦澜 Yuelan,观澜 Guanlan,清荷 Qinghe,嘉禾 Jiahe,景明 Jingming,文华 Wenhua,德馨 Dexin,安澜 Anlan,梧桐 Wutong,明珠 Mingzhu,
松竹 Songzhu,海棠 Haitang,芳草 Fangcao,长乐 Changle,永宁 Yongning,太和 Taihe,百合 Baihe,瑞景 Ruijing,星河 Xinghe,月华 Yuehua,
晴川 Qingchuan,鹭洲 Luzhou,鹤鸣 Heming,溪畔 Xipan,柳岸 Liu'an,桃源 Taoyuan,竹韵 Zhuyun,兰亭 Lanting,枫林 Fenglin,凤仪 Fengyi`

const AREA_ROOTS = `望湖 Wanghu,云门 Yunmen,书院 Shuyuan,新城 Xincheng,柳林 Liulin,稻香 Daoxiang,石桥 Shiqiao,双塘 Shuangtang,枫溪 Fengxi,南塘 Nantang,
青溪 Qingxi,白鹭 Bailu,梅园 Meiyuan,竹溪 Zhuxi,龙泉 Longquan,凤山 Fengshan,荷塘 Hetang,沙洲 Shazhou,古渡 Gudu,长堤 Changdi,
平桥 Pingqiao,高桥 Gaoqiao,红星 Hongxing,新民 Xinmin,东升 Dongsheng,西园 Xiyuan,北塔 Beita,南门 Nanmen,钟楼 Zhonglou,文昌 Wenchang,
桂花 Guihua,茶亭 Chating,杨柳 Yangliu,松林 Songlin,水东 Shuidong,水西 Shuixi,湾里 Wanli,塘头 Tangtou,大井 Dajing,小河 Xiaohe,
上埠 Shangbu,下埠 Xiabu,中和 Zhonghe,永安 Yong'an,太平 Taiping,兴隆 Xinglong,丰乐 Fengle,仁义 Renyi,礼堂 Litang,和睦 Hemu,
金沙 Jinsha,银湖 Yinhu,玉泉 Yuquan,碧山 Bishan,翠屏 Cuiping,丹阳坡 Danyangpo,朱家桥 Zhujiaqiao,陈家湾 Chenjiawan,李家塘 Lijiatang,王家渡 Wangjiadu`

const ROAD_ROOTS = `人民 Renmin,解放 Jiefang,建设 Jianshe,文化 Wenhua,湖滨 Hubin,学府 Xuefu,迎宾 Yingbin,和平 Heping,团结 Tuanjie,振兴 Zhenxing,
春风 Chunfeng,桃花 Taohua,杏林 Xinglin,青云 Qingyun,云山 Yunshan,泽北 Zebei,泽南 Zenan,松涛 Songtao,竹林 Zhulin,梅岭 Meiling,
兴业 Xingye,富民 Fumin,工业 Gongye,创新 Chuangxin,科技 Keji,前进 Qianjin,光明 Guangming,幸福 Xingfu,胜利 Shengli,友谊 Youyi,
育才 Yucai,康宁 Kangning,凤凰 Fenghuang,麒麟 Qilin,龙腾 Longteng,丰收 Fengshou,金穗 Jinsui,荷花 Hehua,秋水 Qiushui,鹿鸣 Luming`

const COMPOUND_KINDS =
  '花园 Garden,苑 Court,小区 Estate,家园 Homes,华庭 Mansion,公寓 Apartments,名邸 Residence,雅居 Terrace,府 House,里 Lane Houses'
const OLD_COMPOUND_KINDS =
  '新村 New Village,小区 Estate,里 Lane Houses,家属院 Staff Quarters,苑 Court,公房 Public Housing'
const LANE_KINDS = '巷 Alley,弄 Lane,支路 Branch Road'
const PHASES = ',一期 Phase 1,二期 Phase 2,三期 Phase 3,东区 East,西区 West,南区 South,北区 North'

/** Gives out names of one town, each root once until the list is used up; then with a phase added. */
export type NamePool = { compound: () => Name; oldCompound: () => Name; lane: () => Name }

export function parseNames(list: string): Name[] {
  return list.split(',').map((entry) => {
    const [name = '', ...english] = entry.trim().split(' ')
    return { name, nameEn: english.join(' ') }
  })
}

export const areaRoots = parseNames(AREA_ROOTS)
export const roadRoots = parseNames(ROAD_ROOTS)

function joinNames(first: Name, second: Name): Name {
  return { name: first.name + second.name, nameEn: `${first.nameEn} ${second.nameEn}`.trim() }
}

export function namePool(random: Random): NamePool {
  const [compounds, lanes] = [rootsInTurn(random), rootsInTurn(random)]
  const withKind = (kinds: Name[], { root, phase }: { root: Name; phase: Name }) =>
    joinNames(joinNames(root, pick(random, kinds)), phase)
  const [newKinds, oldKinds, laneKinds] = [COMPOUND_KINDS, OLD_COMPOUND_KINDS, LANE_KINDS].map(parseNames)
  return {
    compound: () => withKind(newKinds!, compounds()),
    oldCompound: () => withKind(oldKinds!, compounds()),
    lane: () => withKind(laneKinds!, lanes()),
  }
}

function rootsInTurn(random: Random): () => { root: Name; phase: Name } {
  const phases = parseNames(PHASES)
  let left: Name[] = []
  let round = -1
  return () => {
    if (left.length === 0) {
      round += 1
      left = shuffled(random, parseNames(ROOTS))
    }
    return { root: left.pop()!, phase: phases[round % phases.length]! }
  }
}

const TOWN_KINDS = {
  subdistrict: { name: '街道', nameEn: 'Subdistrict' },
  town: { name: '镇', nameEn: 'Town' },
  township: { name: '乡', nameEn: 'Township' },
}

/** Names for towns, each used once. */
export function townNames(seed: number): (kind: keyof typeof TOWN_KINDS) => Name {
  const roots = shuffled(seededRandom(seed, 'towns'), areaRoots)
  return (kind) => joinNames(roots.pop()!, TOWN_KINDS[kind])
}

/** Names for the communities of a county, each used once. */
export function communityNames(seed: number, county: string): (village: boolean) => Name {
  const random = seededRandom(seed, county, 'communities')
  const all = parseNames(',东 East,西 West,南 South,北 North').flatMap((side) =>
    shuffled(random, [...areaRoots, ...parseNames(ROOTS)]).map((root) => ({
      name: side.name + root.name,
      nameEn: `${side.nameEn} ${root.nameEn}`.trim(),
    })),
  )
  const next = all[Symbol.iterator]()
  return (village) => {
    const root = next.next().value!
    return joinNames(
      root,
      village ? { name: '村', nameEn: 'Village' } : { name: '社区', nameEn: 'Community' },
    )
  }
}
