// What first-light is made of, in tables that a person can read and change.
//
// Cities are slugs of cities.mjs. A router is `<network>-<city>`; where a link names one city
// for two networks, both stand in it.

/** Meta. */
export const about = {
  slug: 'first-light',
  name: { en: 'First light', zh: '初见曙光' },
  about: {
    en:
      'One anycast service, announced from fourteen cities. Cities, distances and coastlines ' +
      'are real; every network, its name and its number are made up.',
    zh:
      '一项任播服务，从十四座城市同时通告。城市、距离和海岸线都是真实的；' +
      '网络、网络名称和自治系统号均为虚构。',
  },
};

/** The service, and who runs it. */
export const operator = {
  slug: 'lighthouse',
  asn: 64500,
  name: ['Lighthouse', '灯塔网络'],
  service: {
    slug: 'dns',
    name: ['Lighthouse DNS', '灯塔 DNS'],
    prefix: '192.0.2.0/24',
    address: '192.0.2.53',
  },
};

/** PoPs, west to east: letter, city, who sells it transit there, whom it peers with there. */
export const pops = [
  ['A', 'los-angeles', ['longwind', 'aurora'], []],
  ['B', 'chicago', ['aurora'], ['prairie']],
  ['C', 'new-york', ['aurora', 'meridian'], []],
  ['D', 'miami', ['aurora'], ['condor']],
  ['E', 'sao-paulo', ['aurora'], ['jacaranda']],
  ['F', 'london', ['meridian', 'aurora', 'longwind'], []],
  ['G', 'amsterdam', ['meridian'], ['hansa']],
  ['H', 'vienna', ['aurora'], ['danube']],
  ['I', 'johannesburg', ['baobab'], []],
  ['J', 'mumbai', ['meridian'], ['monsoon']],
  ['K', 'singapore', ['meridian', 'longwind'], []],
  ['L', 'hong-kong', ['longwind'], ['harbour']],
  ['M', 'tokyo', ['albatross', 'longwind'], ['kumo']],
  ['N', 'sydney', ['longwind'], ['coral']],
];

/**
 * Networks of more than one router: slug, number, names, kind, and the lines between their
 * cities. A line may carry the factor by which the cable is longer than the great circle.
 */
export const carriers = [
  ['meridian', 64601, 'Meridian Transit', '子午线传输', 'transit', [
    'london paris', 'london amsterdam', 'paris amsterdam', 'london new-york',
    'paris istanbul', 'istanbul dubai', 'paris mumbai 1.7', 'dubai mumbai',
    'mumbai nairobi', 'dubai nairobi', 'mumbai singapore', 'singapore hong-kong',
    'london lagos 1.5', 'lagos cape-town',
  ]],
  ['longwind', 64602, 'Longwind', '长风骨干', 'transit', [
    'tokyo seoul', 'tokyo taipei', 'tokyo hong-kong', 'taipei hong-kong',
    'hong-kong singapore', 'singapore jakarta', 'jakarta sydney', 'tokyo los-angeles',
    'tokyo san-francisco', 'sydney los-angeles', 'los-angeles san-francisco',
    'san-francisco new-york', 'new-york london',
  ]],
  ['aurora', 64603, 'Aurora Backbone', '极光骨干', 'transit', [
    'new-york chicago', 'chicago los-angeles', 'new-york miami', 'miami los-angeles',
    'miami sao-paulo', 'new-york london', 'new-york amsterdam', 'london amsterdam',
    'london madrid', 'madrid sao-paulo', 'amsterdam stockholm', 'amsterdam vienna',
    'los-angeles tokyo',
  ]],
  ['albatross', 64604, 'Albatross', '信天翁网络', 'transit', [
    'tokyo hong-kong', 'hong-kong manila', 'manila tokyo', 'manila singapore',
    'hong-kong singapore', 'tokyo sydney', 'sydney suva', 'suva los-angeles',
    'tokyo los-angeles', 'los-angeles mexico-city', 'mexico-city panama-city',
    'panama-city miami', 'panama-city lima', 'lima santiago',
  ]],
  ['maple', 64701, 'Maple Net', '枫叶网络', 'regional', ['toronto vancouver']],
  ['prairie', 64702, 'Prairie Fibre', '大草原光纤', 'regional',
    ['chicago houston', 'chicago denver', 'denver houston']],
  ['condor', 64703, 'Condor', '神鹰网络', 'regional', ['miami bogota']],
  ['jacaranda', 64704, 'Jacaranda', '蓝花楹网络', 'regional',
    ['sao-paulo rio-de-janeiro', 'sao-paulo buenos-aires', 'buenos-aires santiago']],
  ['hansa', 64705, 'Hansa', '汉萨网络', 'regional', ['amsterdam berlin', 'berlin warsaw']],
  ['danube', 64706, 'Danube', '多瑙网络', 'regional', ['vienna rome', 'vienna istanbul']],
  ['baobab', 64707, 'Baobab', '猴面包树网络', 'regional',
    ['johannesburg cape-town', 'johannesburg nairobi']],
  ['oasis', 64708, 'Oasis', '绿洲网络', 'regional', ['cairo riyadh', 'riyadh dubai']],
  ['monsoon', 64709, 'Monsoon', '季风网络', 'regional', ['mumbai new-delhi', 'new-delhi dhaka']],
  ['harbour', 64710, 'Harbour', '港湾网络', 'regional', ['hong-kong shanghai', 'shanghai beijing']],
  ['kumo', 64711, 'Kumo', '云络', 'regional', ['tokyo osaka']],
  ['coral', 64712, 'Coral Sea', '珊瑚海网络', 'regional',
    ['sydney melbourne', 'sydney auckland']],
];

/** Who sells transit to whom, where: provider, customer, city (or `provider's customer's`). */
export const transit = [
  ['aurora', 'maple', 'new-york toronto'],
  ['longwind', 'maple', 'san-francisco vancouver'],
  ['aurora', 'prairie', 'chicago'],
  ['aurora', 'condor', 'miami'],
  ['aurora', 'jacaranda', 'sao-paulo'],
  ['albatross', 'jacaranda', 'santiago'],
  ['aurora', 'hansa', 'amsterdam'],
  ['meridian', 'hansa', 'amsterdam'],
  ['aurora', 'danube', 'vienna'],
  ['meridian', 'danube', 'istanbul'],
  ['meridian', 'baobab', 'cape-town'],
  ['meridian', 'baobab', 'nairobi'],
  ['meridian', 'oasis', 'dubai'],
  ['meridian', 'oasis', 'istanbul cairo'],
  ['meridian', 'monsoon', 'mumbai'],
  ['longwind', 'harbour', 'hong-kong'],
  ['meridian', 'harbour', 'hong-kong'],
  ['longwind', 'kumo', 'tokyo'],
  ['albatross', 'kumo', 'tokyo'],
  ['longwind', 'coral', 'sydney'],
  ['albatross', 'coral', 'sydney'],
];

/** Who peers with whom, in which cities. The four transit networks are a full mesh. */
export const peerings = [
  ['meridian', 'longwind', ['london', 'new-york', 'singapore', 'hong-kong']],
  ['meridian', 'aurora', ['london', 'amsterdam', 'new-york']],
  ['meridian', 'albatross', ['singapore', 'hong-kong']],
  ['longwind', 'aurora', ['los-angeles', 'new-york', 'london', 'tokyo']],
  ['longwind', 'albatross', ['tokyo', 'hong-kong', 'los-angeles', 'sydney']],
  ['aurora', 'albatross', ['los-angeles', 'miami']],
];

/**
 * Client networks: slug, names, city, users, and who sells them transit (in that city, or in
 * the one after the `@`).
 */
export const clients = [
  ['chaparral', 'Chaparral', '灌丛宽带', 'los-angeles', 7_400_000, ['aurora']],
  ['cedar', 'Cedar', '雪松宽带', 'vancouver', 2_100_000, ['maple']],
  ['summit', 'Summit', '峰顶宽带', 'denver', 1_900_000, ['prairie']],
  ['bluebonnet', 'Bluebonnet', '羽扇豆宽带', 'houston', 4_300_000, ['prairie']],
  ['lakeshore', 'Lakeshore', '湖滨宽带', 'chicago', 5_800_000, ['prairie']],
  ['trillium', 'Trillium', '延龄草宽带', 'toronto', 4_900_000, ['maple']],
  ['bodega', 'Bodega', '街角宽带', 'new-york', 11_200_000, ['aurora']],
  ['nopal', 'Nopal', '仙人掌宽带', 'mexico-city', 13_500_000, ['albatross', 'prairie@houston']],
  ['paramo', 'Páramo', '高原宽带', 'bogota', 6_200_000, ['condor']],
  ['quipu', 'Quipu', '结绳宽带', 'lima', 6_900_000, ['albatross']],
  ['copihue', 'Copihue', '风铃花宽带', 'santiago', 4_400_000, ['jacaranda']],
  ['ombu', 'Ombú', '商陆树宽带', 'buenos-aires', 9_800_000, ['jacaranda']],
  ['araucaria', 'Araucaria', '南洋杉宽带', 'sao-paulo', 14_600_000, ['jacaranda']],
  ['olivar', 'Olivar', '橄榄园宽带', 'madrid', 5_100_000, ['aurora']],
  ['thistle', 'Thistle', '蓟花宽带', 'london', 8_700_000, ['meridian']],
  ['lavande', 'Lavande', '薰衣草宽带', 'paris', 9_100_000, ['meridian']],
  ['tulip', 'Tulip', '郁金香宽带', 'amsterdam', 3_600_000, ['hansa']],
  ['linden', 'Linden', '椴树宽带', 'berlin', 4_700_000, ['hansa']],
  ['waltz', 'Waltz', '圆舞曲宽带', 'vienna', 2_300_000, ['danube']],
  ['gelso', 'Gelso', '桑树宽带', 'rome', 3_900_000, ['danube']],
  ['birch', 'Birch', '白桦宽带', 'moscow', 10_400_000, ['aurora@stockholm']],
  ['bazaar', 'Bazaar', '巴扎宽带', 'istanbul', 9_500_000, ['danube']],
  ['papyrus', 'Papyrus', '纸莎草宽带', 'cairo', 12_100_000, ['oasis']],
  ['falcon', 'Falcon', '猎鹰宽带', 'riyadh', 4_800_000, ['oasis']],
  ['calabash', 'Calabash', '葫芦宽带', 'lagos', 8_900_000, ['meridian']],
  ['acacia', 'Acacia', '金合欢宽带', 'nairobi', 3_300_000, ['baobab']],
  ['highveld', 'Highveld', '高草原宽带', 'johannesburg', 5_600_000, ['baobab']],
  ['protea', 'Protea', '帝王花宽带', 'cape-town', 2_700_000, ['meridian']],
  ['banyan', 'Banyan', '榕树宽带', 'mumbai', 15_800_000, ['monsoon']],
  ['kite', 'Kite', '纸鸢宽带', 'new-delhi', 17_300_000, ['monsoon']],
  ['rickshaw', 'Rickshaw', '三轮宽带', 'dhaka', 7_700_000, ['monsoon']],
  ['lotus', 'Lotus', '莲花宽带', 'bangkok', 7_200_000, ['meridian@singapore']],
  ['orchid', 'Orchid', '兰花宽带', 'singapore', 3_500_000, ['longwind']],
  ['batik', 'Batik', '蜡染宽带', 'jakarta', 16_400_000, ['longwind']],
  ['jeepney', 'Jeepney', '吉普尼宽带', 'manila', 9_900_000, ['albatross']],
  ['sampan', 'Sampan', '舢板宽带', 'hong-kong', 4_600_000, ['harbour']],
  ['teahouse', 'Teahouse', '茶馆宽带', 'shanghai', 18_200_000, ['harbour']],
  ['camphor', 'Camphor', '香樟宽带', 'taipei', 4_100_000, ['longwind']],
  ['hanji', 'Hanji', '韩纸宽带', 'seoul', 12_800_000, ['longwind']],
  ['takoyaki', 'Takoyaki', '章鱼烧宽带', 'osaka', 8_300_000, ['kumo']],
  ['momiji', 'Momiji', '红叶宽带', 'tokyo', 16_900_000, ['kumo']],
  ['tanuki', 'Tanuki', '狸猫宽带', 'tokyo', 1_400_000, ['aurora']],
  ['banksia', 'Banksia', '班克木宽带', 'sydney', 5_400_000, ['coral']],
  ['kowhai', 'Kōwhai', '四翅槐宽带', 'auckland', 1_700_000, ['coral']],
  ['lagoon', 'Lagoon', '泻湖宽带', 'suva', 400_000, ['albatross']],
];

/** Botnets: [slug, name, Chinese name, {client network: machines}]. One lives in western Europe
    alone, the other everywhere. */
export const botnets = [
  ['bindweed', 'Bindweed', '旋花', { thistle: 52_000, lavande: 44_000, olivar: 31_000 }],
  ['dodder', 'Dodder', '菟丝子', {
    momiji: 21_000, hanji: 18_000, thistle: 9_000, birch: 16_000, bazaar: 12_000,
  }],
];
