// Makes ../backbone.json: an operator whose sites are joined by a backbone of its own, so that
// what arrives at one site can be carried to another.
import { Builder, localPref, timing } from './builder.mjs';
import { people, text } from './world.mjs';

/** Sites, west to east, with who sells the operator transit there. */
const sites = [
  ['los-angeles', ['halcyon', 'longwind']],
  ['new-york', ['halcyon', 'meridian']],
  ['sao-paulo', ['halcyon']],
  ['london', ['halcyon', 'meridian', 'longwind']],
  ['paris', ['meridian']],
  ['frankfurt', ['halcyon', 'meridian']],
  ['johannesburg', ['meridian']],
  ['dubai', ['meridian']],
  ['mumbai', ['meridian']],
  ['singapore', ['halcyon', 'longwind', 'meridian']],
  ['tokyo', ['halcyon', 'longwind']],
  ['sydney', ['longwind']],
];
/** The operator's own cables between its sites. */
const cables = [
  'los-angeles new-york london paris frankfurt london', 'new-york sao-paulo',
  'sao-paulo johannesburg', 'frankfurt dubai mumbai singapore tokyo los-angeles sydney singapore',
  'london johannesburg mumbai',
];
const carriers = [
  ['halcyon', 64601, 'Halcyon Deep', '静海骨干', 'transit', [
    'los-angeles new-york london frankfurt singapore tokyo los-angeles', 'new-york sao-paulo',
    'london madrid frankfurt',
  ]],
  ['meridian', 64602, 'Meridian Transit', '子午线传输', 'transit', [
    'new-york london paris frankfurt dubai mumbai singapore', 'paris johannesburg dubai',
    'frankfurt istanbul dubai',
  ]],
  ['longwind', 64603, 'Longwind', '长风骨干', 'transit', [
    'london los-angeles tokyo singapore sydney los-angeles', 'tokyo seoul', 'singapore jakarta',
  ]],
];
/** Origins and a third-party CDN: slug, number, names, kind, prefix, and sites with transit. */
const others = [
  ['bookhouse', 64821, 'Bookhouse', '书库托管', 'origin', '198.19.21.0/24',
    { tokyo: ['longwind'] }],
  ['watermill', 64822, 'Watermill', '水车托管', 'origin', '198.19.22.0/24',
    { frankfurt: ['halcyon'] }],
  ['granary', 64823, 'Granary', '谷仓托管', 'origin', '198.19.23.0/24',
    { 'new-york': ['meridian'] }],
  ['dragonfly', 64841, 'Dragonfly', '蜻蜓分发', 'cdn', '198.19.41.0/24',
    { london: ['meridian'], 'los-angeles': ['halcyon'], singapore: ['longwind'] }],
];
/** Client networks: slug, names, city, and who sells them transit; a third of the city's people. */
const clients = [
  ['chaparral', 'Chaparral', '灌丛', 'los-angeles', ['halcyon']],
  ['bodega', 'Bodega', '街角', 'new-york', ['meridian']],
  ['araucaria', 'Araucaria', '南洋杉', 'sao-paulo', ['halcyon']],
  ['thistle', 'Thistle', '蓟花', 'london', ['meridian']],
  ['lavande', 'Lavande', '薰衣草', 'paris', ['meridian']],
  ['olivar', 'Olivar', '橄榄园', 'madrid', ['halcyon']],
  ['kastanie', 'Kastanie', '栗树', 'frankfurt', ['halcyon']],
  ['bazaar', 'Bazaar', '巴扎', 'istanbul', ['meridian']],
  ['highveld', 'Highveld', '高草原', 'johannesburg', ['meridian']],
  ['wadi', 'Wadi', '旱谷', 'dubai', ['meridian']],
  ['banyan', 'Banyan', '榕树', 'mumbai', ['meridian']],
  ['orchid', 'Orchid', '兰花', 'singapore', ['longwind']],
  ['batik', 'Batik', '蜡染', 'jakarta', ['longwind']],
  ['hanji', 'Hanji', '韩纸', 'seoul', ['longwind']],
  ['momiji', 'Momiji', '红叶', 'tokyo', ['longwind', 'halcyon']],
  ['banksia', 'Banksia', '班克木', 'sydney', ['longwind']],
];
/** Announced by every site: for addresses that are lent to one site each. */
const EGRESS = '203.0.113.0/24';

const world = new Builder();
world.carrier(['lighthouse', 64500, 'Lighthouse', '灯塔网络', 'operator', cables]);
for (const carrier of carriers) world.carrier(carrier);
for (const [slug, asn, en, zh, kind, , where] of others) {
  world.network(slug, asn, [en, zh], kind, false, Object.keys(where));
}
clients.forEach(([slug, en, zh, city], i) => {
  world.network(slug, 65001 + i, [en, `${zh}宽带`], 'access', false, [city]);
});
for (const [one, other, inCities] of [
  ['halcyon', 'meridian', ['new-york', 'london', 'frankfurt', 'singapore']],
  ['halcyon', 'longwind', ['los-angeles', 'london', 'tokyo', 'singapore']],
  ['meridian', 'longwind', ['london', 'singapore']],
]) {
  for (const city of inCities) world.link([one, city], [other, city], 'peer');
}
for (const [city, providers] of sites) world.buys('lighthouse', city, providers);
for (const [slug, , , , , , where] of others) {
  for (const [city, providers] of Object.entries(where)) world.buys(slug, city, providers);
}
for (const [slug, , , city, providers] of clients) world.buys(slug, city, providers);

export const scenario = {
  format: 'anycast-lab/scenario/1',
  slug: 'backbone',
  name: text(['Backbone', '自有骨干网']),
  about: text([
    [
      'An anycast operator whose twelve sites are joined by cables of its own.',
      'Besides the service every site announces 203.0.113.0/24, for addresses from which servers',
      'open connections to the origins and the CDN of this world. A reply comes to the site',
      'nearest to whoever replies, not to the one that asked: from Bookhouse in Tokyo to the site',
      'in Tokyo, whoever asked. The backbone is there to carry it on. Cities and distances are',
      'real, networks are made up.',
    ].join(' '),
    [
      '一家任播运营者，它的十二个站点由自有的光缆连成一体。',
      '除了服务本身，每个站点还通告 203.0.113.0/24，',
      '其中的地址供服务器向这个世界里的源站和 CDN 发起连接。',
      '应答会到达离应答者最近的站点，而不是发起请求的站点：东京的书库托管无论答复谁，应答都先到东京站点。',
      '骨干网就是用来把它送到该去的地方的。城市和距离是真实的，网络是虚构的。',
    ].join(''),
  ]),
  timing,
  local_pref: localPref,
  cities: world.usedCities(),
  networks: world.networks,
  links: world.links,
  services: [
    {
      slug: 'web',
      name: text(['Lighthouse Web', '灯塔 Web']),
      prefix: '192.0.2.0/24',
      address: '192.0.2.80',
      nodes: sites.map(([city], i) => ({
        slug: city,
        router: `lighthouse-${city}`,
        letter: 'ABCDEFGHIJKL'[i],
      })),
    },
  ],
  clients: clients.map(([slug, en, zh, city], i) => ({
    slug,
    name: text([en, `${zh}宽带`]),
    router: `${slug}-${city}`,
    population: Math.round(people.get(city) / 30_000) * 10_000,
    prefix: `198.18.${i + 1}.0/24`,
  })),
  announcements: [
    ...sites.map(([city]) => ({ router: `lighthouse-${city}`, prefix: EGRESS })),
    ...others.flatMap(([slug, , , , , prefix, where]) =>
      Object.keys(where).map((city) => ({ router: `${slug}-${city}`, prefix }))),
  ],
};
