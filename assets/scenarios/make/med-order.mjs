// Makes ../med-order.json: the smallest world in which the vendors disagree.
import { delayUs, place, text } from './world.mjs';

const pops = ['berlin', 'amsterdam', 'stockholm'];
const inCities = ['vienna', ...pops];
const router = (network, city) => ({ slug: `${network}-${city}`, city });
const network = (slug, asn, names, kind, ibgp, where, more = {}) => ({
  slug,
  asn,
  name: text(names),
  kind,
  ibgp,
  routers: where.map((city) => router(slug, city)),
  ...more,
});
// So that a PoP can be drained: whom it asks, listens.
const polite = { policy: { honours_graceful_shutdown: true } };
const link = ([a, from], [b, to], a_is, more = {}) => ({
  a: `${a}-${from}`,
  b: `${b}-${to}`,
  a_is,
  delay_us: delayUs(from, to),
  ...more,
});
const med = (value) => ({ at_a: { export: [{ set: { med: value } }] } });

export const scenario = {
  format: 'anycast-lab/scenario/1',
  slug: 'med-order',
  name: text(['Three roads from Vienna', '维也纳的三条路']),
  about: text([
    [
      'One network in Vienna hears of one prefix from Boreas in Berlin (MED 100), from',
      'Zephyr in Amsterdam, and from Boreas again in Stockholm (MED 50), in this order. MED',
      'is compared only among routes of one neighbouring AS, so the manner in which a',
      'router compares decides. Cities and distances are real, networks are made up; the',
      'case was recorded from real daemons.',
    ].join(' '),
    [
      '维也纳的一个网络先后听到去往同一前缀的三条路由：朔风网络在柏林（MED 100）、西风网络在阿姆斯特丹、',
      '又是朔风网络在斯德哥尔摩（MED 50）。MED 只在来自同一邻居 AS 的路由之间比较，因此路由器比较的方式',
      '决定结果。城市和距离是真实的，网络是虚构的；这个案例由真实的路由软件录得。',
    ].join(''),
  ]),
  timing: { client_interval_us: 1_000_000 },
  local_pref: { customer: 200, peer: 100, provider: 50 },
  cities: inCities.map((city) => place.get(city)),
  // Order gives the BGP Identifiers: Amsterdam's is lower than Stockholm's, so it wins a tie.
  networks: [
    network('lighthouse', 64500, ['Lighthouse', '灯塔网络'], 'operator', false, pops),
    network('zephyr', 64602, ['Zephyr', '西风网络'], 'transit', false, ['amsterdam'], polite),
    network('boreas', 64601, ['Boreas', '朔风网络'], 'transit', true, ['berlin', 'stockholm'], polite),
    network('walzer', 65001, ['Walzer', '圆舞曲宽带'], 'access', false, ['vienna'], polite),
  ],
  // The shorter the link, the earlier its route arrives: Berlin, Amsterdam, Stockholm.
  links: [
    link(['boreas', 'berlin'], ['walzer', 'vienna'], 'provider', med(100)),
    link(['zephyr', 'amsterdam'], ['walzer', 'vienna'], 'provider'),
    link(['boreas', 'stockholm'], ['walzer', 'vienna'], 'provider', med(50)),
    link(['boreas', 'berlin'], ['boreas', 'stockholm'], 'internal'),
    link(['boreas', 'berlin'], ['lighthouse', 'berlin'], 'provider'),
    link(['zephyr', 'amsterdam'], ['lighthouse', 'amsterdam'], 'provider'),
    link(['boreas', 'stockholm'], ['lighthouse', 'stockholm'], 'provider'),
  ],
  services: [
    {
      slug: 'dns',
      name: text(['Lighthouse DNS', '灯塔 DNS']),
      prefix: '192.0.2.0/24',
      address: '192.0.2.53',
      nodes: [['berlin', 'A'], ['amsterdam', 'B'], ['stockholm', 'C']].map(([city, letter]) => ({
        slug: city,
        router: `lighthouse-${city}`,
        letter,
      })),
    },
  ],
  clients: [
    {
      slug: 'walzer',
      name: text(['Walzer', '圆舞曲宽带']),
      router: 'walzer-vienna',
      population: 1_900_000,
      prefix: '198.18.1.0/24',
    },
  ],
  // So that somebody can hijack the longer prefix with the service address in it.
  prefixes: ['192.0.2.0/25'],
};
