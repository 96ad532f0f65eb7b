// Makes ../wont-heal.json: three corners of the world, each with a case of its own, of which the
// last state depends on how one came there. Two are worlds beside this one; see gadgets.mjs.
import { Builder, polite } from './builder.mjs';
import { AT_ONCE, BACKUP, PREFIX, access, imports, liked, link, network } from './gadgets.mjs';
import { people, text } from './world.mjs';

/** The operator's sites are islands: what one hears, the others do not. */
const sites = ['auckland', 'london', 'johannesburg', 'lisbon'];
/** Who has users: slug, number, names, city, and where it buys transit of Meridian. */
const withUsers = [
  ['quokka', 65002, ['Quokka', '短尾矮袋鼠宽带'], 'perth', 'sydney'],
  ['magpie', 65003, ['Magpie', '喜鹊宽带'], 'adelaide', 'sydney'],
  ['banksia', 65004, ['Banksia', '班克木宽带'], 'sydney', 'sydney'],
  ['lavande', 65005, ['Lavande', '薰衣草宽带'], 'paris', 'london'],
  ['olivar', 65006, ['Olivar', '橄榄园宽带'], 'madrid', 'london'],
  ['highveld', 65007, ['Highveld', '高草原宽带'], 'johannesburg', 'johannesburg'],
  ['cork', 65008, ['Cork', '软木宽带'], 'lisbon', 'london'],
];
const AUCKLAND = ['lighthouse', 'auckland'];
const LONDON = ['lighthouse', 'london'];
const PERTH = ['quokka', 'perth'];
const ADELAIDE = ['magpie', 'adelaide'];
const SYDNEY = ['banksia', 'sydney'];
const PARIS = ['lavande', 'paris'];
const MADRID = ['olivar', 'madrid'];
const BAOBAB = ['baobab', 'johannesburg'];
const CARAVEL = ['caravel', 'lisbon'];
const wish = imports(liked(200));

/** RFC 4264 § 3: the backup asks to be used last. */
const wedgie = [
  link(SYDNEY, AUCKLAND, 'provider', { slug: 'primary' }, 1.2),
  link(PERTH, AUCKLAND, 'provider', {
    slug: 'backup',
    at_a: { import: [{ match: { community: BACKUP }, set: { local_pref: 50 } }] },
    at_b: { export: [{ set: { add_communities: [BACKUP] } }] },
  }, 1.7),
  link(ADELAIDE, PERTH, 'provider', {}, 1.2),
  link(ADELAIDE, SYDNEY, 'peer', {}, 1.2),
];
/** Each likes the other's route better; Madrid hears from Paris before it hears from London. */
const disagree = [
  link(LONDON, PARIS, 'unrelated', {}, 1.1),
  link(LONDON, MADRID, 'unrelated', {}, 1.7),
  link(PARIS, MADRID, 'unrelated', { at_a: wish, at_b: wish }, 1.1),
];
/**
 * Johannesburg is to be drained. Caravel has a customer's route to it, and so keeps to itself the
 * peer's route to Lisbon, until it must use that.
 */
const drain = [
  link(BAOBAB, ['lighthouse', 'johannesburg'], 'provider'),
  link(BAOBAB, ['highveld', 'johannesburg'], 'provider'),
  link(CARAVEL, BAOBAB, 'provider', {}, 1.7),
  link(CARAVEL, ['lighthouse', 'lisbon'], 'peer'),
  link(CARAVEL, ['cork', 'lisbon'], 'provider'),
];

/** What joins the corners, so that everybody can write to everybody; but not to the service. */
const joining = new Builder();
joining.carrier(['meridian', 64602, 'Meridian Transit', '子午线传输', 'transit', [
  'london johannesburg', 'london sydney',
]]);
const notTheService = { name: 'not-the-service', match: { prefix: PREFIX }, deny: true };
joining.networks[0].policy = imports(notTheService);

const networks = [
  network('lighthouse', 64500, ['Lighthouse', '灯塔网络'], 'operator', sites),
  ...withUsers.map(([slug, asn, names, city]) => access(slug, asn, names, city)),
  network('baobab', 64720, ['Baobab', '猴面包树网络'], 'regional', ['johannesburg'], polite),
  network('caravel', 64606, ['Caravel', '轻帆网络'], 'regional', ['lisbon'], polite),
  ...joining.networks,
];
const bought = withUsers.map(([slug, , , city, at]) => (
  link(['meridian', at], [slug, city], 'provider')));

const used = new Builder();
used.networks = networks;

export const scenario = {
  format: 'anycast-lab/scenario/1',
  slug: 'wont-heal',
  name: text(['States that won’t heal', '回不来的状态']),
  about: text([
    [
      'Three corners of the world, in each of which routing depends on how it came to be.',
      'Around Auckland a backup link is meant to be used last, but once used, it stays in use',
      '(RFC 4264).',
      'Paris and Madrid each prefer the other’s route to London, and only one can have its way.',
      'Johannesburg is due for maintenance: drained first, it loses nobody; withdrawn at once, it',
      'leaves its users without an answer for a moment. Meridian joins the corners and carries',
      'everything but the service’s prefix. Cities are real, networks are made up.',
    ].join(' '),
    [
      '世界的三个角落，各自的路由状态都取决于它是怎么来的。',
      '奥克兰一带有一条备用链路，本该最后才用，可是一旦用上就不再换下（RFC 4264）。',
      '巴黎和马德里都更喜欢对方去伦敦的路由，只有一方能如愿。',
      '约翰内斯堡要维护：先排空再撤销，谁也不受影响；直接撤销，用户就有片刻无人应答。',
      '子午线传输把三个角落连起来，什么都送，只是不送这项服务的前缀。城市是真实的，网络是虚构的。',
    ].join(''),
  ]),
  timing: { ...AT_ONCE, client_interval_us: 1_000_000 },
  local_pref: { customer: 100, peer: 90, provider: 80 },
  cities: used.usedCities(),
  networks,
  links: [...wedgie, ...disagree, ...drain, ...joining.links, ...bought],
  services: [
    {
      slug: 'dns',
      name: text(['Lighthouse DNS', '灯塔 DNS']),
      prefix: PREFIX,
      address: '192.0.2.53',
      nodes: sites.map((city, i) => ({
        slug: city, router: `lighthouse-${city}`, letter: 'ABCD'[i] })),
    },
  ],
  clients: withUsers.map(([slug, , names, city], i) => ({
    slug,
    name: text(names),
    router: `${slug}-${city}`,
    population: Math.round(people.get(city) / 30_000) * 10_000,
    prefix: `198.18.${i + 1}.0/24`,
  })),
};
