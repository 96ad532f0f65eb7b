// Makes ../hearsay.json: three transit networks that differ in what they believe, a thief and a
// fool.
import { Builder, localPref } from './builder.mjs';
import { people, text } from './world.mjs';

/** A prefix that has room for a longer one that others accept: they refuse more than /24. */
const PREFIX = '198.19.252.0/23';
const HALVES = ['198.19.252.0/24', '198.19.253.0/24'];
/** Who goes by origin validation and by BGP Roles, and who by neither. */
const careful = { policy: { validates: 'all', roles: true } };
const careless = {};
const carriers = [
  ['meridian', 64601, 'Meridian', '子午线传输', [
    ['london', 'paris'], ['paris', 'madrid'], ['london', 'amsterdam'], ['paris', 'vienna'],
  ], careful],
  ['longwind', 64602, 'Longwind', '长风骨干', [
    ['amsterdam', 'berlin'], ['berlin', 'warsaw'], ['berlin', 'stockholm'], ['warsaw', 'istanbul'],
  ], careless],
  ['aurora', 64603, 'Aurora', '极光骨干', [
    ['amsterdam', 'zurich'], ['zurich', 'vienna'], ['vienna', 'rome'], ['vienna', 'warsaw'],
  ], careful],
];
/** Where two of them meet. */
const peers = [
  ['amsterdam', 'meridian', 'longwind'], ['vienna', 'meridian', 'aurora'],
  ['warsaw', 'longwind', 'aurora'],
];
/** Access networks: slug, names, city, who sells them transit. A third of the city's people. */
const clients = [
  ['thistle', 'Thistle', '蓟花', 'london', ['meridian']],
  ['lavande', 'Lavande', '薰衣草', 'paris', ['meridian']],
  ['olivar', 'Olivar', '橄榄园', 'madrid', ['meridian']],
  ['linden', 'Linden', '椴树', 'berlin', ['longwind']],
  ['fjord', 'Fjord', '峡湾', 'stockholm', ['longwind']],
  ['bazaar', 'Bazaar', '巴扎', 'istanbul', ['longwind']],
  ['edelweiss', 'Edelweiss', '雪绒花', 'zurich', ['aurora']],
  ['waltz', 'Waltz', '圆舞曲', 'vienna', ['aurora']],
  ['gelso', 'Gelso', '桑树', 'rome', ['aurora']],
  ['ferry', 'Ferry', '渡船', 'amsterdam', ['meridian', 'longwind', 'aurora']],
];
/** Small, but as careful as its provider is careless. */
const validates = ['fjord'];
/** What Ferry's cables carry each way: enough for its own users. */
const FERRY_BPS = 1_000_000_000;
const sites = ['london', 'vienna'];

const world = new Builder();
world.network('lighthouse', 64500, ['Lighthouse', '灯塔网络'], 'operator', false, sites);
for (const [slug, asn, en, zh, cables, more] of carriers) {
  const cities = [...new Set(cables.flat())];
  world.network(slug, asn, [en, zh], 'transit', true, cities, more);
  for (const [from, to] of cables) world.link([slug, from], [slug, to], 'internal');
}
clients.forEach(([slug, en, zh, city], i) => {
  const more = validates.includes(slug) ? { policy: { validates: 'all' } } : {};
  world.network(slug, 65001 + i, [en, `${zh}宽带`], 'access', false, [city], more);
});
world.network('magpie', 65066, ['Magpie', '喜鹊网络'], 'origin', false, ['warsaw']);
for (const [city, a, b] of peers) world.link([a, city], [b, city], 'peer');
for (const city of sites) {
  world.buys('lighthouse', city, ['meridian']);
  world.links.at(-1).at_a = { honours_blackhole: true };
}
for (const [slug, , , city, providers] of clients) world.buys(slug, city, providers);
for (const link of world.links) {
  if (link.b === 'ferry-amsterdam') link.capacity_bps = FERRY_BPS;
}
world.buys('magpie', 'warsaw', ['longwind', 'aurora']);

export const scenario = {
  format: 'anycast-lab/scenario/1',
  slug: 'hearsay',
  name: text(['Hearsay', '道听途说']),
  about: text([
    [
      'Three transit networks, a thief and a fool: who believes what neighbours say?',
      'A service is announced from London and Vienna, to Meridian. Longwind and Aurora hear of it',
      'from Meridian, and both have Magpie in Warsaw as a customer, which can announce what is not',
      'its own. Ferry in Amsterdam buys from all three and can leak what it hears. Meridian and',
      'Aurora validate origins and speak BGP Roles, Longwind does neither; there is no ROA yet.',
      'Cities and distances are real, networks are made up.',
    ].join(' '),
    [
      '三家骨干网、一个小偷和一个糊涂虫：邻居说的话，谁会当真？',
      '一项服务在伦敦和维也纳向子午线传输通告。长风骨干和极光骨干都从子午线传输听说它，',
      '也都有一个在华沙的客户：喜鹊网络，它可以通告不属于自己的前缀。',
      '阿姆斯特丹的渡船宽带同时向三家购买上网服务，可能把听来的路由泄漏出去。',
      '子午线传输和极光骨干做源验证，也使用 BGP 角色；长风骨干两样都不做。现在还没有 ROA。',
      '城市和距离是真实的，网络是虚构的。',
    ].join(''),
  ]),
  timing: { mrai_ebgp_us: 0, mrai_ibgp_us: 0, mrai_jitter: false, client_interval_us: 1_000_000 },
  local_pref: localPref,
  cities: world.usedCities(),
  networks: world.networks,
  links: world.links,
  services: [
    {
      slug: 'dns',
      name: text(['Lighthouse DNS', '灯塔 DNS']),
      prefix: PREFIX,
      address: '198.19.252.53',
      // An assumption, for Ferry's cables to be small beside: what each user asks of it on average.
      demand: { per_user_bps: 400 },
      nodes: sites.map((city, i) => (
        { slug: city, router: `lighthouse-${city}`, letter: 'AB'[i] })),
    },
  ],
  clients: clients.map(([slug, en, zh, city], i) => ({
    slug,
    name: text([en, `${zh}宽带`]),
    router: `${slug}-${city}`,
    population: Math.round(people.get(city) / 30_000) * 10_000,
    prefix: `198.18.${i + 1}.0/24`,
  })),
  prefixes: HALVES,
};
