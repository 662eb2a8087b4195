import type { Dice } from './dice.ts';

const FIRST = [
  '栩',
  '芊',
  '霁',
  '岚',
  '穗',
  '砚',
  '泠',
  '曦',
  '枕',
  '鹿',
  '荔',
  '梧',
  '桉',
  '淞',
  '苔',
  '隐',
  '旎',
  '杳',
];
const SECOND = [
  '禾',
  '屿',
  '舟',
  '里',
  '笺',
  '漫',
  '集',
  '青',
  '野',
  '物',
  '序',
  '南',
  '川',
  '棠',
  '澜',
  '所',
];
const TRADES = [
  '服饰',
  '家居用品',
  '食品',
  '化妆品',
  '电子商务',
  '母婴用品',
  '茶业',
  '宠物用品',
  '图书',
  '鞋业',
  '农产品',
  '文创',
];
const CITIES = ['杭州', '郑州', '成都', '长沙', '佛山', '宁波', '泉州', '义乌'];
const SURNAMES = ['林', '宋', '何', '许', '沈', '陆', '贺', '向', '余', '简', '阮', '戚'];
const GIVEN = [
  '一诺',
  '知夏',
  '景行',
  '望舒',
  '若棠',
  '怀瑾',
  '予安',
  '南乔',
  '清越',
  '书言',
  '照野',
  '听澜',
];

export interface CompanyName {
  full: string;
  short: string;
}

/** Invented company names, all different: 杭州栩禾服饰有限公司, short 栩禾服饰. */
export function companyNames(dice: Dice, count: number): CompanyName[] {
  const stems = dice.shuffled(FIRST.flatMap(first => SECOND.map(second => first + second)));
  return stems.slice(0, count).map(stem => {
    const short = stem + dice.pick(TRADES);
    return { full: `${dice.pick(CITIES)}${short}有限公司`, short };
  });
}

/** Invented persons, all different. */
export function personNames(dice: Dice, count: number): string[] {
  return dice.shuffled(SURNAMES.flatMap(surname => GIVEN.map(given => surname + given))).slice(0, count);
}
