// Makes ../flood-board.json: three sites, four access networks, two botnets; small enough for the
// best of all defences to be found by trying every one.
import { delayUs, place, text } from './world.mjs';

/** Ten gigabit per second: what the small sites can answer. */
const UNIT = 10_000_000_000;
/** Sites: slug, city, capacity in units. */
const sites = [['s1', 'new-york', 1], ['s2', 'miami', 1], ['s3', 'dallas', 10]];
/**
 * Access networks: slug, names, city, and the sites in the order in which each prefers them. The
 * operator is a customer of each at every site.
 */
const networks = [
  ['i0', 'Harbor', '海湾', 'boston', ['s1', 's3', 's2']],
  ['i1', 'Capitol', '国会山', 'washington', ['s1', 's2', 's3']],
  ['i2', 'Peach', '蜜桃', 'atlanta', ['s2', 's3', 's1']],
  ['i3', 'Bluebonnet', '羽扇豆', 'houston', ['s3', 's2', 's1']],
];
/** Botnets: slug, names, and the network that all of its machines are in. */
const botnets = [['a0', 'Bindweed', '旋花', 'i0'], ['a1', 'Dodder', '菟丝子', 'i1']];
/** Who sells the access networks transit: slug, names, city. */
const transit = ['bluegrass', 'Bluegrass Transit', '蓝草骨干', 'atlanta'];
/** LOCAL_PREF of the first, second and third choice. */
const PREFERENCES = [300, 200, 100];
/** So that no network counts for more than another. */
const USERS = 1_000_000;
const BOTS = 1_000;

const ofSites = sites.map(([, city]) => city);
const inCities = [...new Set([...ofSites, ...networks.map(([, , , city]) => city)])];

export const scenario = {
  format: 'anycast-lab/scenario/1',
  slug: 'flood-board',
  name: text(['Flood board', '洪泛棋盘']),
  about: text([
    [
      'Three sites and two botnets: which routes would you withdraw, and from whom?',
      'Two sites can answer 10 gigabit a second, in New York and Miami, and one in Dallas ten',
      'times as much. Four access networks each have a first, a second and a third choice among',
      'them; bots sit in two, Harbor and Capitol. Users ask for next to nothing, so it is floods',
      'alone that fill a site. BGP does not look at load: what is saved, you save. Every possible',
      'defence has been tried, so the best is known. Cities and distances are real, networks are',
      'made up; the board is that of Moura and others, Anycast vs. DDoS (2016).',
    ].join(' '),
    [
      '三个站点和两个僵尸网络：你会撤销哪些路由，又对谁撤销？',
      '纽约和迈阿密的站点每秒能应答 10 吉比特，达拉斯的站点能应答十倍。四个接入网络对三个站点各有第一、第二、第三选择；',
      '僵尸主机在其中两个网络：海湾宽带和国会山宽带。用户的请求几乎不占容量，能填满站点的只有洪泛流量。',
      'BGP 不看负载：能救回多少，全靠你。所有可能的防御都已试过，所以最优结果是已知的。',
      '城市和距离是真实的，网络是虚构的；棋盘取自 Moura 等人的《Anycast vs. DDoS》（2016）。',
    ].join(''),
  ]),
  timing: { mrai_ebgp_us: 0, mrai_ibgp_us: 0, mrai_jitter: false, client_interval_us: 1_000_000 },
  local_pref: { customer: 200, peer: 100, provider: 50 },
  cities: inCities.map((city) => place.get(city)),
  networks: [
    {
      slug: 'lighthouse',
      asn: 64500,
      name: text(['Lighthouse', '灯塔网络']),
      kind: 'operator',
      ibgp: false,
      routers: sites.map(([slug, city]) => ({ slug: `lighthouse-${slug}`, city })),
    },
    ...networks.map(([slug, en, zh, city], i) => ({
      slug,
      asn: 65001 + i,
      name: text([en, `${zh}宽带`]),
      kind: 'access',
      ibgp: false,
      routers: [{ slug: `${slug}-${city}`, city }],
    })),
    {
      slug: transit[0],
      asn: 64601,
      name: text(transit.slice(1, 3)),
      kind: 'transit',
      ibgp: false,
      routers: [{ slug: `${transit[0]}-${transit[3]}`, city: transit[3] }],
    },
  ],
  links: networks.flatMap(([slug, , , city, choices]) => [...sites.map(([site, at]) => ({
    a: `${slug}-${city}`,
    b: `lighthouse-${site}`,
    a_is: 'provider',
    delay_us: delayUs(city, at),
    at_a: {
      import: [{ set: { local_pref: PREFERENCES[choices.indexOf(site)] } }],
      honours_blackhole: true,
    },
    // For this neighbour's users alone: else its transit would lead others there.
    at_b: { export: [{ set: { add_communities: ['no-export'] } }] },
  })), {
    a: `${transit[0]}-${transit[3]}`,
    b: `${slug}-${city}`,
    a_is: 'provider',
    delay_us: delayUs(transit[3], city),
  }]),
  services: [
    {
      slug: 'dns',
      name: text(['Lighthouse DNS', '灯塔 DNS']),
      prefix: '192.0.2.0/24',
      address: '192.0.2.53',
      nodes: sites.map(([slug, , units], i) => ({
        slug,
        router: `lighthouse-${slug}`,
        letter: 'ABC'[i],
        capacity: { bps: units * UNIT },
      })),
    },
  ],
  clients: networks.map(([slug, en, zh, city], i) => ({
    slug: `c${slug.slice(1)}`,
    name: text([en, `${zh}宽带`]),
    router: `${slug}-${city}`,
    population: USERS,
    prefix: `198.18.${i + 1}.0/24`,
  })),
  botnets: botnets.map(([slug, en, zh, network]) => ({
    slug,
    name: text([en, zh]),
    bots: [{ client: `c${network.slice(1)}`, count: BOTS }],
  })),
  // So that the flooded address alone can be asked to be dropped (RFC 7999).
  prefixes: ['192.0.2.53/32'],
};
