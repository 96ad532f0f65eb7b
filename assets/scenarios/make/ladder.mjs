// Makes ../ladder.json: a router that hears of one prefix by seven ways, six of which it drops at
// six rungs of the decision process.
import { Builder, localPref, polite } from './builder.mjs';
import { people, text } from './world.mjs';

/**
 * PoPs, in the order in which the lesson brings them up: city, who sells transit there, whether it
 * announces from the start.
 */
const pops = [
  ['frankfurt', 'aurora', true],
  ['warsaw', 'amber', false],
  ['milan', 'edelweiss', false],
  ['amsterdam', 'zephyr', false],
  ['bucharest', 'saz', false],
  ['stockholm', 'boreas', false],
];
/** Client networks: slug, names, city, number, and who sells them transit there. */
const clients = [
  ['waltz', ['Waltz', '圆舞曲宽带'], 'vienna', 65001, ['danube']],
  ['paprika', ['Paprika', '红椒宽带'], 'budapest', 65002, ['danube']],
  ['kolo', ['Kolo', '科洛宽带'], 'belgrade', 65003, ['danube']],
  // The same three ways as Danube has of Boreas and Zephyr, and a router of another make.
  ['heuriger', ['Heuriger', '新酒馆宽带'], 'vienna', 65004,
    ['danube', 'boreas@berlin', 'zephyr@amsterdam', 'boreas@stockholm'], { profile: 'cisco' }],
];

const world = new Builder();
world.network('lighthouse', 64500, ['Lighthouse', '灯塔网络'], 'operator', false,
  pops.map(([city]) => city));
world.carrier(['boreas', 64601, 'Boreas', '朔风网络', 'transit', ['berlin stockholm']]);
world.network('zephyr', 64602, ['Zephyr', '西风网络'], 'transit', false, ['amsterdam'], polite);
const aurora = ['Aurora Backbone', '极光骨干'];
world.network('aurora', 64603, aurora, 'transit', false, ['frankfurt'], polite);
world.network('hansa', 64705, ['Hansa', '汉萨网络'], 'regional', false, ['prague'], polite);
world.network('edelweiss', 64711, ['Edelweiss', '雪绒花网络'], 'regional', false, ['milan'], polite);
world.network('amber', 64714, ['Amber Road', '琥珀之路'], 'regional', false, ['warsaw'], polite);
world.network('saz', 64716, ['Saz', '萨兹琴网络'], 'regional', false, ['bucharest'], polite);
world.carrier(['danube', 64706, 'Danube', '多瑙网络', 'regional', ['vienna budapest belgrade']]);
for (const [slug, name, city, asn, , more] of clients) {
  world.network(slug, asn, name, 'access', false, [city], { ...polite, ...more });
}

/** Who peers with Danube: network and city, Danube's city. */
const peers = [
  ['hansa', 'prague', 'vienna'],
  ['edelweiss', 'milan', 'vienna'],
  ['boreas', 'berlin', 'vienna'],
  ['boreas', 'stockholm', 'vienna'],
  ['saz', 'bucharest', 'budapest'],
  ['zephyr', 'amsterdam', 'vienna'],
];
for (const [slug, from, to] of peers) world.link([slug, from], ['danube', to], 'peer');
world.link(['aurora', 'frankfurt'], ['danube', 'vienna'], 'provider');
world.link(['hansa', 'prague'], ['amber', 'warsaw'], 'provider');
for (const [city, seller] of pops) world.link([seller, city], ['lighthouse', city], 'provider');
for (const [slug, , city, , sellers] of clients) world.buys(slug, city, sellers);

/** What a router says of itself where it sells or peers: [its router, what its rules set]. */
const said = { 'boreas-berlin': { med: 100 }, 'boreas-stockholm': { med: 50 } };
const links = world.links.map((link) => {
  const isMilan = link.b === 'lighthouse-milan';
  // As a route does that was redistributed into BGP, not originated in it.
  if (isMilan) return { ...link, at_b: { export: [{ set: { origin: 'incomplete' } }] } };
  const set = link.a_is !== 'internal' && !link.b.startsWith('lighthouse') && said[link.a];
  return set ? { ...link, at_a: { export: [{ set }] } } : link;
});

/**
 * BGP Identifiers: Boreas in Berlin has a lower one than Zephyr, and Zephyr a lower one than Boreas
 * in Stockholm, whom Berlin’s MED loses to.
 */
const bgpIds = {
  'boreas-berlin': '10.0.1.1', 'zephyr-amsterdam': '10.0.1.2', 'boreas-stockholm': '10.0.1.3',
};
const networks = world.networks.map((network) => ({
  ...network,
  routers: network.routers.map((router) => (
    bgpIds[router.slug] ? { ...router, bgp_id: bgpIds[router.slug] } : router)),
}));

export const scenario = {
  format: 'anycast-lab/scenario/1',
  slug: 'ladder',
  name: text(['The ladder', '一级一级往下比']),
  about: text([
    [
      'A router in Vienna that may hear of one prefix by seven ways, and drops six of them for six',
      'reasons. Most PoPs are silent at first: announce one after the other, and see which rule',
      'decides each time. Beside it, a router of another make hears three of these ways, and may',
      'choose otherwise. Cities and distances are real, networks are made up.',
    ].join(' '),
    [
      '维也纳的一台路由器最多能听到去往同一前缀的七条路由，其中六条会因六种不同的理由落选。',
      '多数接入点起初不通告：逐个让它们通告，看看每次由哪条规则决定。旁边还有一台另一家厂商的路由器，',
      '听到其中三条，选择却可能不同。城市和距离是真实的，网络是虚构的。',
    ].join(''),
  ]),
  timing: { preset: 'frr', client_interval_us: 1_000_000 },
  local_pref: localPref,
  cities: world.usedCities(),
  networks,
  links,
  services: [
    {
      slug: 'dns',
      name: text(['Lighthouse DNS', '灯塔 DNS']),
      prefix: '192.0.2.0/24',
      address: '192.0.2.53',
      nodes: pops.map(([city, , announced], i) => ({
        slug: city,
        router: `lighthouse-${city}`,
        letter: 'ABCDEF'[i],
        ...(announced ? {} : { announced }),
      })),
    },
  ],
  clients: clients.map(([slug, name, city], i) => ({
    slug,
    name: text(name),
    router: `${slug}-${city}`,
    population: Math.round(people.get(city) / (slug === 'heuriger' ? 150_000 : 30_000)) * 10_000,
    prefix: `198.18.${i + 1}.0/24`,
  })),
};
