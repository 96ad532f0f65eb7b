// Makes ../backbone.json: an operator whose sites are joined by a backbone of its own, so that
// what arrives at one site can be carried to another.
import { destinations, tags } from './backbone.egress.mjs';
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
/** Each site's own addresses: a /22 has room for those of 40 servers with 20 tags each. */
const unicast = (i) => `198.19.${64 + 4 * i}.0/22`;
/** Every site's own addresses. */
const ALL_UNICAST = '198.19.64.0/18 ge 22 le 22';

/** What each of the operator's cables carries in each direction: assumed, see SOURCE.md. */
const CABLE_BPS = 400_000_000_000;

const world = new Builder();
world.carrier(['lighthouse', 64500, 'Lighthouse', '灯塔网络', 'operator', cables]);
for (const cable of world.links) cable.capacity_bps = CABLE_BPS;
// A site tells other networks of its own addresses only: else whoever is told of all of them by the
// nearest site would hand everything over there.
for (const router of world.networks[0].routers) {
  const prefix = unicast(sites.findIndex(([city]) => city === router.city));
  router.policy = {
    export: [
      { name: 'own', match: { prefix }, accept: true },
      { name: 'of-other-sites', match: { prefix: ALL_UNICAST }, deny: true },
    ],
  };
}
for (const carrier of carriers) world.carrier(carrier);
for (const { slug, asn, name, network, sites: where } of destinations) {
  world.network(slug, asn, name, network, false, Object.keys(where));
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
for (const { slug, sites: where } of destinations) {
  for (const [city, [provider]] of Object.entries(where)) world.buys(slug, city, [provider]);
}
for (const [slug, , , city, providers] of clients) world.buys(slug, city, providers);

export const scenario = {
  format: 'anycast-lab/scenario/1',
  slug: 'backbone',
  name: text(['Backbone', '自有骨干网']),
  about: text([
    [
      'An anycast operator whose twelve sites are joined by cables of its own.',
      'Each site has forty servers. To fetch what users ask for, they open connections to the',
      'origins, CDNs and video sites of this world, from addresses that every site announces:',
      '203.0.113.0/24 and 198.51.100.0/24. So a reply comes to the site nearest to whoever',
      'replies, not to the one that asked: from Bookhouse in Tokyo to the site in Tokyo, whoever',
      'asked. A table says which site each address is lent to, and the backbone carries the reply',
      'there. Cities and distances are real, networks are made up.',
    ].join(' '),
    [
      '一家任播运营者，它的十二个站点由自有的光缆连成一体。',
      '每个站点有四十台服务器。为了取回用户要的内容，它们向这个世界里的源站、CDN 和视频网站发起连接，',
      '所用的地址由每个站点都通告：203.0.113.0/24 和 198.51.100.0/24。',
      '所以应答会到达离应答者最近的站点，而不是发起请求的站点：',
      '东京的书库托管无论答复谁，应答都先到东京站点。',
      '一张表记着每个地址借给了哪个站点，骨干网再把应答送到那里。',
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
      slug: 'web',
      name: text(['Lighthouse Web', '灯塔 Web']),
      prefix: '192.0.2.0/24',
      address: '192.0.2.80',
      nodes: sites.map(([city], i) => ({
        slug: city,
        router: `lighthouse-${city}`,
        letter: 'ABCDEFGHIJKL'[i],
        unicast: unicast(i),
        inside: { servers: 40, least_servers: 20 },
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
  egress: {
    service: 'web',
    design: 'soft-unicast',
    slice_ports: 2_048,
    pool: ['203.0.113.0/24', '198.51.100.0/24'],
    layout: 'by-tag',
    tags,
    destinations: destinations.map(({ slug, name, kind, sites: where, ...more }) => ({
      slug,
      name: text(name),
      kind,
      sites: Object.entries(where).map(([city, [, third]]) => (
        { router: `${slug}-${city}`, address: `198.19.${third}.10` })),
      ...(more.choosesBy && { chooses_by: more.choosesBy }),
      ...(more.serves && { serves: more.serves }),
    })),
    customers: [{ prefix: '198.19.240.0/24', name: text(['Ferryman Freight', '渡口货运']) }],
    propagation_us: 2_000_000,
    grace_us: 0,
    time_wait_us: 60_000_000,
    fallback: 'tunnel',
    per_user_bps: 10_000,
    price_cents: 5_000,
  },
  announcements: destinations.flatMap(({ slug, sites: where }) =>
    Object.entries(where).map(([city, [, third]]) => (
      { router: `${slug}-${city}`, prefix: `198.19.${third}.0/24` }))),
};
