// Makes ../first-pop.json: a PoP in Nairobi that is built and says nothing yet, its two transit
// networks, of which one validates origins, and a prefix that somebody else had before.
import { Builder, localPref } from './builder.mjs';
import { people, place, text } from './world.mjs';

/** The operator: one PoP in service, one to put there. */
const OPERATOR = 64500;
/** Who had the new prefix before; its ROA was never revoked. It is no network of this world. */
const FORMER_HOLDER = 64496;
/** What the new PoP is for. The address lies in all of the longer prefixes. */
const NEW_PREFIX = '203.0.113.0/24';
const NEW_ADDRESS = '203.0.113.80';
/** Longer than the Internet takes: half of it, and its address alone. */
const LONGER = ['203.0.113.0/25', `${NEW_ADDRESS}/32`];
const OLD_PREFIX = '192.0.2.0/24';

/** Transit: slug, number, names, policy, and the cities of its cable. */
const transit = [
  ['baobab', 64601, 'Baobab', '猴面包树骨干', { validates: 'all' },
    ['johannesburg', 'nairobi', 'frankfurt']],
  // It takes any origin, and halves of a /24, too.
  ['monsoon', 64602, 'Monsoon', '季风骨干', { max_length_v4: 25 },
    ['nairobi', 'marseille', 'frankfurt']],
];
/** Where the two meet. */
const exchanges = ['nairobi', 'frankfurt'];
/** Access networks of one city: slug, names, city, and who sells them transit. */
const access = [
  ['crane', 'Crane', '冕鹤', 'kampala', ['baobab@nairobi']],
  ['dhow', 'Dhow', '三角帆', 'dar-es-salaam', ['monsoon@nairobi']],
  ['protea', 'Protea', '帝王花', 'johannesburg', ['baobab']],
  ['harmattan', 'Harmattan', '哈马坦', 'lagos', ['baobab@johannesburg', 'monsoon@marseille']],
  ['papyrus', 'Papyrus', '纸莎草', 'cairo', ['monsoon@marseille']],
  ['linden', 'Linden', '椴树', 'berlin', ['baobab@frankfurt']],
];
/** The partner that peers with the new PoP: an access network of two cities. */
const partner = ['acacia', 'Acacia', '金合欢', ['nairobi', 'mombasa'], 'monsoon'];

const world = new Builder();
world.network('lighthouse', OPERATOR, ['Lighthouse', '灯塔网络'], 'operator', false,
  ['frankfurt', 'nairobi']);
for (const [slug, asn, en, zh, policy, inCities] of transit) {
  const polite = { ...policy, honours_graceful_shutdown: true };
  world.network(slug, asn, [en, zh], 'transit', true, inCities, { policy: polite });
  inCities.slice(1).forEach((city, i) => {
    world.link([slug, inCities[i]], [slug, city], 'internal');
  });
}
for (const city of exchanges) {
  world.link(['baobab', city], ['monsoon', city], 'peer');
}
const [slug, en, zh, inCities, provider] = partner;
world.network(slug, 65001, [en, `${zh}宽带`], 'access', true, inCities);
world.link([slug, inCities[0]], [slug, inCities[1]], 'internal');
world.buys(slug, inCities[0], [provider]);
for (const [i, [one, nameEn, nameZh, city, providers]] of access.entries()) {
  world.network(one, 65002 + i, [nameEn, `${nameZh}宽带`], 'access', false, [city]);
  world.buys(one, city, providers);
}
for (const city of ['frankfurt', 'nairobi']) {
  world.buys('lighthouse', city, ['baobab', 'monsoon']);
}
world.link(['lighthouse', 'nairobi'], [slug, inCities[0]], 'peer');
// So that one address alone can be asked to be dropped (RFC 7999).
for (const link of world.links.filter(({ b }) => b.startsWith('lighthouse-'))) {
  link.at_a = { honours_blackhole: true };
}

const clients = [
  ...inCities.map((city) => {
    const { name } = place.get(city);
    return [`${slug}-${city}`, slug, `${en} ${name.en}`, `${zh}宽带${name.zh}`, city];
  }),
  ...access.map(([one, nameEn, nameZh, city]) => [one, one, nameEn, `${nameZh}宽带`, city]),
];

export const scenario = {
  format: 'anycast-lab/scenario/1',
  slug: 'first-pop',
  name: text(['First PoP', '第一个接入点']),
  about: text([
    [
      'A new PoP in Nairobi has a router, two transit providers, a peer and a prefix, and the',
      'Internet knows nothing of it yet. Its operator has run a PoP in Frankfurt for years. One of',
      'the providers, Baobab, validates origins; the other, Monsoon, believes what it is told. The',
      'prefix belonged to somebody else before, and a ROA still says so. Cities and distances are',
      'real, networks are made up.',
    ].join(' '),
    [
      '内罗毕的新接入点有了路由器、两家传输提供商、一个对等伙伴和一个前缀，而互联网还不知道它的存在。',
      '它的运营者在法兰克福的接入点已经运行多年。两家提供商中，猴面包树骨干做源验证，季风骨干则别人说什么都信。',
      '这个前缀从前属于别人，还有一条 ROA 这样写着。城市和距离是真实的，网络是虚构的。',
    ].join(''),
  ]),
  timing: { mrai_ebgp_us: 0, mrai_ibgp_us: 0, mrai_jitter: false, client_interval_us: 1_000_000 },
  local_pref: localPref,
  cities: world.usedCities(),
  networks: world.networks,
  links: world.links,
  services: [
    {
      slug: 'web',
      name: text(['Lighthouse Web', '灯塔网页']),
      prefix: NEW_PREFIX,
      address: NEW_ADDRESS,
      nodes: [
        { slug: 'nairobi', router: 'lighthouse-nairobi', letter: 'A', announced: false },
      ],
    },
    {
      slug: 'dns',
      name: text(['Lighthouse DNS', '灯塔 DNS']),
      prefix: OLD_PREFIX,
      address: '192.0.2.53',
      nodes: [{ slug: 'frankfurt', router: 'lighthouse-frankfurt', letter: 'B' }],
    },
  ],
  clients: clients.map(([one, network, nameEn, nameZh, city], i) => ({
    slug: one,
    name: text([nameEn, nameZh]),
    router: `${network}-${city}`,
    population: Math.round(people.get(city) / 30_000) * 10_000,
    prefix: `198.18.${i + 1}.0/24`,
  })),
  prefixes: LONGER,
  roas: [
    { prefix: NEW_PREFIX, max_length: 24, asn: FORMER_HOLDER },
    { prefix: OLD_PREFIX, max_length: 24, asn: OPERATOR },
  ],
};
