// The networks that atlas is made of, in tables that a person can read and change; those of
// users are in atlas.clients.mjs. Cities are slugs of cities.mjs.

/** What the world says of itself, given how many PoPs and transit networks there are. */
export const about = (nodes, transits) => ({
  slug: 'atlas',
  name: { en: 'Atlas', zh: '寰宇' },
  about: {
    en: [
      `One anycast service in ${nodes} cities, among ${transits} networks that span the globe.`,
      'Most users are served near home; about a fifth are not, each for a reason that routers can tell.',
      'Look for three: in Bolivia no two networks meet inside the country;',
      'Caravel carries users of South America to Lisbon, since only there is the operator itself its customer;',
      'and Aurora and Tramontane have fallen out and peer in New York alone, so that neighbours in Vienna',
      'talk across the Atlantic.',
      'Cities, distances and coastlines are real; networks, their names and their numbers are made up.',
    ].join(' '),
    zh: [
      `一项任播服务分布在 ${nodes} 座城市，周围有 ${transits} 张横跨全球的网络。`,
      '大多数用户就近得到服务；约五分之一不是，而每一处路由器都说得出原因。',
      '有三处值得寻找：玻利维亚的网络彼此只在国外相遇；',
      '轻帆网络把南美洲的用户一直带到里斯本，因为服务的运营者只在那里是它的直接客户；',
      '极光骨干与山风骨干交恶，只在纽约对等互联，于是维也纳的邻居之间要跨大西洋通信。',
      '城市、距离和海岸线都是真实的；网络、网络名称和自治系统号均为虚构。',
    ].join(''),
  },
});

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

/** PoPs, west to east: city, who sells it transit there, whom it peers with there. */
export const pops = [
  ['honolulu', ['longwind', 'albatross'], []],
  ['seattle', ['fjord', 'bluegrass'], []],
  ['los-angeles', ['longwind', 'halcyon', 'albatross'], []],
  ['denver', ['aurora', 'bluegrass'], ['prairie']],
  ['mexico-city', ['albatross'], ['quetzal']],
  ['dallas', ['halcyon', 'bluegrass'], ['prairie']],
  ['chicago', ['fjord', 'aurora'], ['prairie']],
  ['atlanta', ['bluegrass'], []],
  ['miami', ['aurora'], ['condor', 'hibiscus']],
  ['panama-city', ['albatross'], ['quetzal']],
  ['toronto', ['aurora', 'fjord'], ['maple']],
  ['lima', ['albatross'], ['condor']],
  ['bogota', ['condor'], []],
  ['new-york', ['halcyon', 'meridian', 'bluegrass', 'tramontane'], []],
  ['santiago', ['albatross'], ['zonda']],
  ['buenos-aires', ['zonda'], []],
  ['sao-paulo', ['aurora', 'halcyon', 'jacaranda'], []],
  ['fortaleza', ['jacaranda'], []],
  ['lisbon', ['caravel', 'equator'], ['azulejo']],
  ['madrid', ['aurora', 'tramontane'], ['azulejo']],
  ['london', ['halcyon', 'longwind', 'fjord', 'spicewind'], ['heather']],
  ['lagos', ['halcyon'], ['harmattan']],
  ['amsterdam', ['meridian', 'fjord'], ['hansa']],
  ['marseille', ['equator', 'meridian'], []],
  ['frankfurt', ['aurora', 'tramontane', 'spicewind', 'silkbridge'], []],
  ['vienna', ['aurora', 'tramontane'], ['danube', 'edelweiss']],
  ['stockholm', ['fjord', 'silkbridge'], ['lingon']],
  ['warsaw', ['silkbridge', 'aurora'], ['hansa', 'amber']],
  ['johannesburg', ['equator', 'meridian'], ['baobab']],
  ['istanbul', ['meridian', 'silkbridge'], ['saz', 'danube']],
  ['cairo', ['meridian'], ['felucca']],
  ['nairobi', ['equator', 'meridian'], ['savanna']],
  ['dubai', ['spicewind', 'meridian'], ['oasis']],
  ['karachi', ['meridian'], ['mango-road']],
  ['mumbai', ['spicewind', 'halcyon', 'monsoon'], []],
  ['new-delhi', ['monsoon'], []],
  ['chennai', ['spicewind', 'monsoon'], []],
  ['bangkok', ['frangipani'], []],
  ['singapore', ['halcyon', 'longwind', 'albatross', 'spicewind'], []],
  ['jakarta', ['longwind'], ['rattan']],
  ['hong-kong', ['longwind'], ['harbour']],
  ['perth', ['longwind'], ['coral']],
  ['manila', ['albatross'], ['sampaguita']],
  ['taipei', ['longwind'], []],
  ['seoul', ['longwind'], ['hanok']],
  ['tokyo', ['albatross', 'longwind'], ['kumo']],
  ['sydney', ['albatross', 'longwind', 'halcyon'], ['coral']],
  ['auckland', ['albatross'], ['coral']],
];

/**
 * Networks of more than one router: slug, number, names, kind, and chains of cities that their
 * cables join. A number after a city is the factor by which the cable that leads there is longer
 * than the great circle.
 */
export const carriers = [
  ['halcyon', 64601, 'Halcyon Deep', '静海骨干', 'transit', [
    'seattle los-angeles dallas washington new-york seattle', 'dallas miami washington',
    'miami sao-paulo', 'new-york london amsterdam frankfurt milan marseille london',
    'marseille dubai 1.7 mumbai singapore hong-kong tokyo seattle',
    'tokyo los-angeles sydney singapore', 'london lagos 1.5 johannesburg',
  ]],
  ['meridian', 64602, 'Meridian Transit', '子午线传输', 'transit', [
    'new-york london amsterdam frankfurt istanbul dubai mumbai', 'london paris frankfurt',
    'istanbul marseille paris', 'marseille cairo jeddah dubai karachi mumbai',
    'mumbai singapore hong-kong', 'jeddah nairobi johannesburg',
  ]],
  ['longwind', 64603, 'Longwind', '长风骨干', 'transit', [
    'seoul tokyo hong-kong taipei tokyo', 'seoul shanghai hong-kong',
    'hong-kong singapore jakarta perth sydney', 'tokyo seattle los-angeles honolulu tokyo',
    'honolulu sydney', 'seattle new-york london', 'los-angeles new-york',
  ]],
  ['aurora', 64604, 'Aurora Backbone', '极光骨干', 'transit', [
    'new-york toronto chicago denver los-angeles miami new-york chicago',
    'new-york london amsterdam frankfurt vienna warsaw amsterdam new-york',
    'london madrid sao-paulo miami', 'los-angeles tokyo',
  ]],
  ['albatross', 64605, 'Albatross', '信天翁网络', 'transit', [
    'tokyo hong-kong manila singapore hong-kong', 'tokyo guam manila',
    'guam sydney auckland suva honolulu los-angeles tokyo', 'suva sydney',
    'los-angeles mexico-city panama-city lima santiago', 'panama-city miami new-york',
  ]],
  ['caravel', 64606, 'Caravel', '轻帆网络', 'transit', [
    'lisbon paris london lisbon dakar fortaleza',
    'london new-york miami caracas fortaleza rio-de-janeiro sao-paulo montevideo',
    'montevideo buenos-aires', 'miami fortaleza lisbon',
  ]],
  ['spicewind', 64607, 'Spicewind', '香料风', 'transit', [
    'hong-kong singapore kuala-lumpur chennai colombo mumbai muscat dubai mumbai',
    'mumbai djibouti jeddah marseille frankfurt london', 'muscat djibouti mombasa',
    'singapore chennai', 'marseille london',
  ]],
  ['silkbridge', 64608, 'Silkbridge', '丝桥骨干', 'transit', [
    'london frankfurt warsaw moscow yekaterinburg novosibirsk ulaanbaatar beijing hong-kong',
    'frankfurt stockholm moscow', 'yekaterinburg almaty istanbul frankfurt',
    'almaty beijing tokyo hong-kong',
  ]],
  ['fjord', 64609, 'Fjord Transit', '峡湾传输', 'transit', [
    'tokyo seattle chicago toronto montreal new-york chicago',
    'new-york london amsterdam copenhagen oslo stockholm', 'copenhagen stockholm',
    'new-york reykjavik london', 'reykjavik oslo',
  ]],
  ['tramontane', 64610, 'Tramontane', '山风骨干', 'transit', [
    'new-york london paris madrid barcelona marseille paris frankfurt london',
    'marseille milan rome athens tel-aviv marseille', 'milan zurich frankfurt vienna',
    'vienna bucharest athens', 'milan vienna',
  ]],
  ['equator', 64611, 'Equator Cable', '赤道海缆', 'transit', [
    'london lisbon dakar accra lagos luanda cape-town johannesburg', 'lisbon lagos 1.5',
    'lisbon marseille dubai 1.7 mombasa nairobi johannesburg', 'marseille london',
    'johannesburg port-louis mombasa', 'dubai singapore 1.6 port-louis',
  ]],
  ['bluegrass', 64612, 'Bluegrass', '蓝草骨干', 'transit', [
    'seattle san-francisco los-angeles phoenix dallas atlanta miami', 'seattle denver dallas',
    'denver chicago boston new-york washington atlanta', 'chicago new-york london frankfurt',
    'seattle tokyo', 'miami sao-paulo',
  ]],
  ['maple', 64701, 'Maple Net', '枫叶网络', 'regional', ['vancouver calgary toronto montreal']],
  ['prairie', 64702, 'Prairie Fibre', '大草原光纤', 'regional',
    ['chicago minneapolis denver dallas houston', 'chicago dallas']],
  ['quetzal', 64703, 'Quetzal', '绿咬鹃网络', 'regional',
    ['guadalajara mexico-city guatemala-city san-jose panama-city']],
  ['hibiscus', 64704, 'Hibiscus', '朱槿网络', 'regional', ['miami kingston santo-domingo', 'kingston havana']],
  ['condor', 64705, 'Condor', '神鹰网络', 'regional', ['miami bogota quito lima', 'bogota medellin']],
  ['jacaranda', 64706, 'Jacaranda', '蓝花楹网络', 'regional',
    ['porto-alegre sao-paulo rio-de-janeiro fortaleza', 'sao-paulo brasilia manaus']],
  ['zonda', 64707, 'Zonda', '佐达风网络', 'regional',
    ['santiago cordoba buenos-aires asuncion']],
  ['heather', 64708, 'Heather', '石楠网络', 'regional', ['dublin manchester london']],
  ['azulejo', 64709, 'Azulejo', '花砖网络', 'regional', ['lisbon madrid barcelona']],
  ['hansa', 64710, 'Hansa', '汉萨网络', 'regional', ['brussels amsterdam berlin warsaw', 'berlin prague']],
  ['edelweiss', 64711, 'Edelweiss', '雪绒花网络', 'regional', ['milan zurich munich vienna']],
  ['danube', 64712, 'Danube', '多瑙网络', 'regional',
    ['vienna budapest belgrade sofia istanbul', 'budapest bucharest']],
  ['lingon', 64713, 'Lingon', '越橘网络', 'regional', ['copenhagen stockholm helsinki']],
  ['amber', 64714, 'Amber Road', '琥珀之路', 'regional', ['warsaw minsk kyiv', 'warsaw riga']],
  ['taiga', 64715, 'Taiga', '泰加网络', 'regional',
    ['saint-petersburg moscow yekaterinburg novosibirsk']],
  ['saz', 64716, 'Saz', '萨兹琴网络', 'regional', ['istanbul ankara tbilisi baku']],
  ['argan', 64717, 'Argan', '阿甘树网络', 'regional', ['casablanca algiers tunis']],
  ['harmattan', 64718, 'Harmattan', '哈马坦风网络', 'regional',
    ['dakar bamako abidjan accra lagos abuja']],
  ['savanna', 64719, 'Savanna', '稀树草原网络', 'regional',
    ['kampala nairobi dar-es-salaam', 'nairobi addis-ababa']],
  ['baobab', 64720, 'Baobab', '猴面包树网络', 'regional',
    ['cape-town johannesburg durban', 'johannesburg harare lusaka lubumbashi']],
  ['felucca', 64721, 'Felucca', '三桅帆网络', 'regional', ['khartoum cairo amman']],
  ['oasis', 64722, 'Oasis', '绿洲网络', 'regional',
    ['jeddah riyadh doha dubai', 'riyadh kuwait-city baghdad']],
  ['steppe', 64723, 'Steppe', '草原网络', 'regional', ['almaty tashkent']],
  ['mango-road', 64724, 'Mango Road', '芒果路网络', 'regional', ['karachi lahore']],
  ['monsoon', 64725, 'Monsoon', '季风网络', 'regional',
    ['new-delhi mumbai bengaluru chennai kolkata new-delhi']],
  ['mangrove', 64726, 'Mangrove', '红树林网络', 'regional', ['kolkata dhaka', 'chennai dhaka']],
  ['frangipani', 64727, 'Frangipani', '鸡蛋花网络', 'regional',
    ['yangon bangkok phnom-penh ho-chi-minh-city hanoi', 'bangkok kuala-lumpur singapore']],
  ['rattan', 64728, 'Rattan', '藤网', 'regional', ['singapore jakarta surabaya']],
  ['sampaguita', 64729, 'Sampaguita', '茉莉网络', 'regional', ['manila cebu']],
  ['harbour', 64730, 'Harbour', '港湾网络', 'regional', ['hong-kong shenzhen guangzhou']],
  ['jade', 64731, 'Jade Gate', '玉门网络', 'regional',
    ['beijing shanghai wuhan xian beijing', 'wuhan guangzhou', 'urumqi xian chengdu']],
  ['kumo', 64732, 'Kumo', '云络', 'regional', ['sapporo tokyo osaka fukuoka']],
  ['hanok', 64733, 'Hanok', '韩屋网络', 'regional', ['seoul busan']],
  ['coral', 64734, 'Coral Sea', '珊瑚海网络', 'regional',
    ['perth adelaide melbourne sydney brisbane', 'sydney auckland christchurch']],
  ['pandanus', 64735, 'Pandanus', '露兜网络', 'regional', ['brisbane noumea suva']],
];

/**
 * The route reflectors of some of the networks that span the globe, one a region, by city: the other
 * routers are clients of the nearest. Where there are none, iBGP is a full mesh. Reflectors make a
 * world cheaper to settle, and hide routes: in the other five they would move users too.
 */
export const reflectors = {
  halcyon: ['new-york', 'london', 'singapore'],
  meridian: ['marseille', 'dubai', 'singapore'],
  longwind: ['hong-kong', 'seattle', 'sydney'],
  aurora: ['new-york', 'frankfurt'],
  caravel: ['lisbon', 'miami', 'sao-paulo'],
  silkbridge: ['frankfurt', 'almaty', 'hong-kong'],
  bluegrass: ['new-york', 'dallas', 'seattle'],
};

/** Who sells transit to a regional network, by city. */
export const transit = [
  ['maple', { vancouver: ['fjord@seattle'], toronto: ['aurora', 'fjord'] }],
  ['prairie', { chicago: ['aurora'], dallas: ['bluegrass', 'halcyon'] }],
  ['quetzal', { 'mexico-city': ['albatross'], guadalajara: ['bluegrass@phoenix'] }],
  ['hibiscus', { miami: ['bluegrass', 'caravel'] }],
  ['condor', { miami: ['aurora'], lima: ['albatross'] }],
  ['jacaranda', { 'sao-paulo': ['aurora', 'bluegrass'], fortaleza: ['caravel'] }],
  ['zonda', { santiago: ['albatross'], 'buenos-aires': ['caravel'] }],
  ['heather', { london: ['halcyon', 'meridian'] }],
  ['azulejo', { madrid: ['tramontane'], lisbon: ['equator'] }],
  ['hansa', { amsterdam: ['aurora', 'meridian'] }],
  ['edelweiss', { zurich: ['tramontane'], milan: ['halcyon'] }],
  ['danube', { istanbul: ['meridian'], bucharest: ['tramontane'] }],
  ['lingon', { stockholm: ['fjord', 'silkbridge'] }],
  ['amber', { warsaw: ['aurora', 'silkbridge'] }],
  ['taiga', { moscow: ['silkbridge'], 'saint-petersburg': ['fjord@stockholm'] }],
  ['saz', { istanbul: ['meridian', 'silkbridge'] }],
  ['argan', { casablanca: ['caravel@lisbon'], algiers: ['tramontane@marseille'] }],
  ['harmattan', { lagos: ['equator', 'halcyon'], dakar: ['caravel'] }],
  ['savanna', { nairobi: ['equator', 'meridian'] }],
  ['baobab', { johannesburg: ['halcyon', 'meridian'], 'cape-town': ['equator'] }],
  ['felucca', { cairo: ['meridian'] }],
  ['oasis', { dubai: ['meridian', 'spicewind'], jeddah: ['meridian'] }],
  ['steppe', { almaty: ['silkbridge'], tashkent: ['silkbridge@istanbul'] }],
  ['mango-road', { karachi: ['meridian', 'spicewind@muscat'] }],
  ['monsoon', { mumbai: ['halcyon', 'meridian'], chennai: ['spicewind'] }],
  ['mangrove', { chennai: ['spicewind'], kolkata: ['monsoon'] }],
  ['frangipani', { singapore: ['longwind', 'spicewind'], hanoi: ['longwind@hong-kong'] }],
  ['rattan', { singapore: ['longwind', 'halcyon'], jakarta: ['longwind'] }],
  ['sampaguita', { manila: ['albatross'] }],
  ['harbour', { 'hong-kong': ['longwind', 'halcyon'] }],
  ['jade', { beijing: ['silkbridge'], shanghai: ['longwind'], guangzhou: ['harbour'] }],
  ['kumo', { tokyo: ['longwind', 'albatross'] }],
  ['hanok', { seoul: ['longwind'] }],
  ['coral', { sydney: ['longwind', 'albatross'], perth: ['longwind'] }],
  ['pandanus', { brisbane: ['coral'], suva: ['albatross'] }],
];

/** Where two transit networks peer: in each of these cities that both are in. */
export const exchanges = [
  'new-york', 'london', 'singapore', 'hong-kong', 'tokyo', 'los-angeles', 'frankfurt', 'miami',
  'sao-paulo', 'johannesburg', 'dubai', 'seattle',
];

/** Pairs of transit networks that fell out, and the only cities in which they still peer. */
export const disputes = [['aurora', 'tramontane', ['new-york']]];

/**
 * Resolvers, origins and third-party CDNs: slug, number, names, kind, prefix, and cities with
 * who sells transit there. Their sites are islands; each announces the prefix.
 */
export const others = [
  ['openwell', 64801, 'Openwell', '开泉解析', 'resolver', '198.19.1.0/24',
    { 'new-york': ['halcyon'], london: ['halcyon'], singapore: ['halcyon'], sydney: ['halcyon'],
      'sao-paulo': ['halcyon'], johannesburg: ['halcyon'] }],
  ['clearbrook', 64802, 'Clearbrook', '清溪解析', 'resolver', '198.19.2.0/24',
    { tokyo: ['longwind'], 'los-angeles': ['longwind'], frankfurt: ['meridian'], mumbai: ['meridian'] }],
  ['granary', 64821, 'Granary', '谷仓托管', 'origin', '198.19.21.0/24', { washington: ['bluegrass', 'halcyon'] }],
  ['watermill', 64822, 'Watermill', '水车托管', 'origin', '198.19.22.0/24', { frankfurt: ['aurora', 'silkbridge'] }],
  ['bookhouse', 64823, 'Bookhouse', '书库托管', 'origin', '198.19.23.0/24', { tokyo: ['longwind', 'bluegrass'] }],
  ['spindle', 64824, 'Spindle', '纺锤托管', 'origin', '198.19.24.0/24', { mumbai: ['spicewind'] }],
  ['dragonfly', 64841, 'Dragonfly', '蜻蜓分发', 'cdn', '198.19.41.0/24',
    { 'los-angeles': ['halcyon'], london: ['halcyon'], singapore: ['halcyon'], 'sao-paulo': ['halcyon'] }],
  ['homing', 64842, 'Homing', '信鸽分发', 'cdn', '198.19.42.0/24',
    { 'new-york': ['meridian'], amsterdam: ['meridian'], 'hong-kong': ['meridian'], johannesburg: ['meridian'],
      mumbai: ['meridian'] }],
];

/** Botnets: slug, names, and machines per thousand users in the client networks of countries. */
export const botnets = [
  ['bindweed', 'Bindweed', '旋花', { BR: 4, AR: 3, VN: 6, IN: 2, ID: 3, EG: 4, TR: 3 }],
  ['thornapple', 'Thornapple', '曼陀罗', { US: 1, DE: 1, GB: 1, FR: 1, KR: 2, JP: 1, CN: 1 }],
  ['dodder', 'Dodder', '菟丝子', { NG: 5, ZA: 3, PK: 4, BD: 4, PH: 5, MX: 3, RU: 2 }],
];
