// Makes ../three-cities.json: one operator with three sites in China, and sixteen access networks.
import { Builder, localPref, timing } from './builder.mjs';
import { people, text } from './world.mjs';

/** Sites, with who sells the operator transit there. */
const sites = [
  ['beijing', ['taihang', 'inkstone']],
  ['shanghai', ['xiangjiang']],
  ['guangzhou', ['xiangjiang']],
];
const carriers = [
  ['taihang', 64601, 'Taihang Trunk', '太行骨干', 'transit', [
    'beijing tianjin shenyang harbin', 'beijing jinan shanghai', 'beijing xian guangzhou shenzhen',
    'shanghai guangzhou',
  ]],
  ['xiangjiang', 64602, 'Xiangjiang Trunk', '湘江骨干', 'transit', [
    'beijing wuhan changsha guangzhou', 'shanghai hangzhou guangzhou shenzhen', 'wuhan shanghai',
    'wuhan chengdu kunming guangzhou',
  ]],
  ['inkstone', 64701, 'Inkstone Campus Net', '砚台校园网', 'regional', [
    'beijing nanjing', 'beijing chongqing',
  ]],
];
/** Client networks: slug, names, city, and who sells them transit; a fifth of the city's people. */
const clients = [
  ['hutong', 'Hutong', '胡同', 'beijing', ['taihang']],
  ['haihe', 'Haihe', '海河', 'tianjin', ['taihang']],
  ['birch', 'Birch', '白桦', 'shenyang', ['taihang']],
  ['ice-lantern', 'Ice Lantern', '冰灯', 'harbin', ['taihang']],
  ['spring-city', 'Clear Spring', '清泉', 'jinan', ['taihang']],
  ['city-wall', 'City Wall', '城墙', 'xian', ['taihang']],
  ['lychee', 'Lychee', '荔枝', 'shenzhen', ['taihang']],
  ['longtang', 'Longtang', '弄堂', 'shanghai', ['xiangjiang']],
  ['lotus-pond', 'Lotus Pond', '荷塘', 'hangzhou', ['xiangjiang']],
  ['lotus-root', 'Lotus Root', '莲藕', 'wuhan', ['xiangjiang']],
  ['tangerine', 'Tangerine', '橘子', 'changsha', ['xiangjiang']],
  ['panda', 'Panda', '熊猫', 'chengdu', ['xiangjiang']],
  ['camellia', 'Camellia', '山茶', 'kunming', ['xiangjiang']],
  ['kapok', 'Kapok', '木棉', 'guangzhou', ['xiangjiang']],
  ['plane-tree', 'Plane Tree', '梧桐', 'nanjing', ['inkstone']],
  ['hotpot', 'Hotpot', '火锅', 'chongqing', ['inkstone']],
];

/** A public resolver and its nodes, with who sells it transit there. */
const beacon = [['beijing', ['taihang']], ['guangzhou', ['xiangjiang']]];
const beaconAddress = '198.19.53.53';
/** Whose users ask it, how many of a thousand. */
const beaconUses = { longtang: 300, 'lotus-pond': 200, panda: 250, 'plane-tree': 400 };

const world = new Builder();
world.network('lighthouse', 64500, ['Lighthouse', '灯塔网络'], 'operator', false,
  sites.map(([city]) => city));
for (const carrier of carriers) world.carrier(carrier);
clients.forEach(([slug, en, zh, city], i) => {
  world.network(slug, 65001 + i, [en, `${zh}宽带`], 'access', false, [city]);
});
for (const city of ['beijing', 'shanghai', 'guangzhou']) {
  world.link(['taihang', city], ['xiangjiang', city], 'peer');
}
world.buys('inkstone', 'beijing', ['taihang', 'xiangjiang']);
for (const [city, providers] of sites) world.buys('lighthouse', city, providers);
for (const [slug, , , city, providers] of clients) world.buys(slug, city, providers);
// Last, so that everybody else has the addresses that they would have without it.
world.network('beacon', 64801, ['Beacon', '烽火解析'], 'resolver', false, beacon.map(([city]) => city));
for (const [city, providers] of beacon) world.buys('beacon', city, providers);

export const scenario = {
  format: 'anycast-lab/scenario/1',
  slug: 'three-cities',
  name: text(['Three cities', '三座城市']),
  about: text([
    [
      'One DNS service at three sites in China, Beijing, Shanghai and Guangzhou, for sixteen',
      'access networks: the example by which anycast DNS is commonly taught, with a router’s',
      'reasons. Withdraw a site and see its users go to the two others, without a change to any',
      'of them. And look at Lychee in Shenzhen: a customer of Taihang, it is served in Beijing,',
      'although Guangzhou is next door. Cities and distances are real, networks are made up.',
    ].join(' '),
    [
      '一项 DNS 服务部署在北京、上海、广州三个站点，为十六个接入网络服务：这是讲解任播 DNS 的常见例子，',
      '这里还给出路由器选择的理由。撤销一个站点的路由，它的用户会转到另外两个站点，而用户自己什么也不用改。',
      '再看深圳的荔枝宽带：它是太行骨干的客户，由北京的站点服务，尽管广州就在旁边。',
      '城市和距离是真实的，网络是虚构的。',
    ].join(''),
  ]),
  timing,
  local_pref: localPref,
  cities: world.usedCities(),
  networks: world.networks,
  links: world.links,
  services: [
    {
      slug: 'dns',
      name: text(['Lighthouse DNS', '灯塔 DNS']),
      prefix: '192.0.2.0/24',
      address: '192.0.2.53',
      nodes: sites.map(([city], i) => ({
        slug: city,
        router: `lighthouse-${city}`,
        letter: 'ABC'[i],
        unicast: `198.19.${i + 1}.0/24`,
        inside: { servers: 4, least_servers: 2 },
      })),
    },
  ],
  clients: clients.map(([slug, en, zh, city], i) => ({
    slug,
    name: text([en, `${zh}宽带`]),
    router: `${slug}-${city}`,
    population: Math.round(people.get(city) / 50_000) * 10_000,
    prefix: `198.18.${i + 1}.0/24`,
  })),
  dns: {
    ttl_us: 60_000_000,
    resolvers: [
      { slug: 'beacon', name: text(['Beacon', '烽火解析']), address: beaconAddress },
    ],
    uses: Object.entries(beaconUses).map(([client, permille]) => (
      { client, resolver: 'beacon', permille })),
    // A network that grew: its addresses were once used in Harbin.
    wrong_places: [{ client: 'lotus-root', city: 'harbin' }],
    health: { interval_us: 10_000_000, timeout_us: 2_000_000, falls: 3, rises: 2 },
    // An assumption: a tenth of the users keep an answer for five minutes too long.
    overstay: { permille: 100, for_us: 300_000_000 },
  },
  announcements: beacon.map(([city]) => (
    { router: `beacon-${city}`, prefix: '198.19.53.0/24' })),
};
