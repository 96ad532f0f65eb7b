// Makes the small worlds of the literature: routing with two answers, with none, and with one
// that it does not find back to. Policies are those of tests/fixtures, cities make them a map.
import { delayUs, people, place, text } from './world.mjs';

export const PREFIX = '192.0.2.0/24';
/** So that a round can be followed, and is seen to be one: a short MRAI, and nothing random. */
const SLOW = { mrai_ebgp_us: 200_000, mrai_ibgp_us: 200_000, mrai_jitter: false };
export const AT_ONCE = { mrai_ebgp_us: 0, mrai_ibgp_us: 0 };

export const network = (slug, asn, names, kind, cities, more = {}) => ({
  slug,
  asn,
  name: text(names),
  kind,
  ibgp: false,
  routers: cities.map((city) => ({ slug: `${slug}-${city}`, city })),
  ...more,
});
export const link = ([a, from], [b, to], a_is, more = {}, factor = undefined) => ({
  a: `${a}-${from}`,
  b: `${b}-${to}`,
  a_is,
  delay_us: delayUs(from, to, factor),
  ...more,
});
/** Rules about the service's prefix alone; others may go where they like. */
const rule = ({ has, ...rest }) => ({
  match: { prefix: PREFIX, ...(has ? { as_path_has: has } : {}) },
  ...rest,
});
export const liked = (local_pref) => rule({ set: { local_pref } });
const refused = (has) => rule({ has, deny: true });
export const imports = (...rules) => ({ import: rules });

/** A world with one node; users behind every network but the operator's. */
function world(slug, name, about, timing, networks, links) {
  const cityOf = (entry) => entry.routers[0].city;
  const inCities = [...new Set(networks.flatMap((one) => one.routers.map((r) => r.city)))];
  const withUsers = networks.filter((one) => one.kind === 'access');
  const operator = networks.find((one) => one.kind === 'operator');
  return {
    format: 'anycast-lab/scenario/1',
    slug,
    name: text(name),
    about: text(about),
    timing: { ...timing, client_interval_us: 1_000_000 },
    local_pref: { customer: 100, peer: 90, provider: 80 },
    cities: inCities.map((city) => place.get(city)),
    networks,
    links,
    services: [
      {
        slug: 'dns',
        name: text(['Lighthouse DNS', '灯塔 DNS']),
        prefix: PREFIX,
        address: '192.0.2.53',
        nodes: [{ slug: cityOf(operator), router: operator.routers[0].slug, letter: 'A' }],
      },
    ],
    clients: withUsers.map((one, i) => ({
      slug: one.slug,
      name: one.name,
      router: one.routers[0].slug,
      population: Math.round(people.get(cityOf(one)) / 50_000) * 10_000,
      prefix: `198.18.${i + 1}.0/24`,
    })),
  };
}

const lighthouse = (city) =>
  network('lighthouse', 64500, ['Lighthouse', '灯塔网络'], 'operator', [city]);
export const access = (slug, asn, names, city) => network(slug, asn, names, 'access', [city]);

/** Griffin, Shepherd and Wilfong's square: three around the origin, the fourth behind two. */
const N1 = ['lavande', 'paris'];
const N2 = ['gelso', 'rome'];
const N3 = ['linden', 'berlin'];
const N4 = ['waltz', 'vienna'];
const ORIGIN = ['lighthouse', 'zurich'];
const square = () => [
  lighthouse('zurich'),
  access('lavande', 65001, ['Lavande', '薰衣草宽带'], 'paris'),
  access('gelso', 65002, ['Gelso', '桑树宽带'], 'rome'),
  access('linden', 65003, ['Linden', '椴树宽带'], 'berlin'),
  access('waltz', 65004, ['Waltz', '圆舞曲宽带'], 'vienna'),
];
const spokes = () => [
  link(ORIGIN, N1, 'unrelated'),
  link(ORIGIN, N2, 'unrelated'),
  link(ORIGIN, N3, 'unrelated'),
];
const SOURCE = {
  en: 'After Griffin, Shepherd and Wilfong, The Stable Paths Problem (2002); cities are real.',
  zh: '取自 Griffin、Shepherd 和 Wilfong 的《The Stable Paths Problem》（2002）；城市是真实的。',
};

export const disagree = world(
  'disagree',
  ['Disagree', '互不相让'],
  [
    [
      'Two networks, each of which prefers the other’s route to its own: either may have its',
      'way, not both.',
      'Which one does depends on who spoke first. Here Lavande in Paris did. Let its link to',
      'London fail,',
      'settle, and restore it: now Olivar in Madrid has its way, and the other answer stays.',
      SOURCE.en,
    ].join(' '),
    [
      '两个网络都认为对方的路由比自己的好：任何一方都可以如愿，但不能同时如愿。',
      '谁如愿取决于谁先开口。这里先开口的是巴黎的薰衣草宽带：让它通往伦敦的链路中断，等路由收敛，再恢复它，',
      '如愿的就换成马德里的橄榄园宽带，而且一直如此。',
      SOURCE.zh,
    ].join(''),
  ],
  AT_ONCE,
  [
    lighthouse('london'),
    access('lavande', 65001, ['Lavande', '薰衣草宽带'], 'paris'),
    access('olivar', 65002, ['Olivar', '橄榄园宽带'], 'madrid'),
  ],
  [
    // So slow a cable that Madrid hears by way of Paris before it hears from London.
    link(['lighthouse', 'london'], ['lavande', 'paris'], 'unrelated', {}, 1.1),
    link(['lighthouse', 'london'], ['olivar', 'madrid'], 'unrelated', {}, 1.7),
    link(['lavande', 'paris'], ['olivar', 'madrid'], 'unrelated', {
      at_a: imports(liked(200)),
      at_b: imports(liked(200)),
    }, 1.1),
  ],
);

export const goodGadget = world(
  'good-gadget',
  ['Good gadget', '好构型'],
  [
    [
      'Four networks with wishes of their own, and one answer that BGP always finds.',
      'Fail links and restore them in any order: routing comes back to where it was. Compare',
      'with the bad gadget, in which Linden and Waltz, and nobody else, have other wishes.',
      SOURCE.en,
    ].join(' '),
    [
      '四个网络各有偏好，而 BGP 总能找到同一个结果。',
      '按任意顺序中断和恢复链路，路由总会回到原来的样子。可以和“坏构型”对照：',
      '两者只有椴树宽带和圆舞曲宽带的偏好不同。',
      SOURCE.zh,
    ].join(''),
  ],
  SLOW,
  square(),
  [
    ...spokes(),
    link(N1, N3, 'unrelated', {
      at_a: imports(refused(65004), liked(200)),
      at_b: imports(refused()),
    }),
    link(N1, N2, 'unrelated', {
      at_a: imports(refused()),
      at_b: imports(refused(65003), liked(200)),
    }),
    link(N2, N4, 'unrelated', {
      at_a: imports(refused()),
      at_b: imports(refused(65001), liked(150)),
    }),
    link(N3, N4, 'unrelated', {
      at_a: imports(refused()),
      at_b: imports(refused(65002), liked(200)),
    }),
  ],
);

export const badGadget = world(
  'bad-gadget',
  ['Bad gadget', '坏构型'],
  [
    [
      'Four networks whose wishes contradict each other: BGP never settles.',
      'Every choice that one makes takes away what another had chosen. Watch the best routes go',
      'round, and compare with the good gadget, in which Linden and Waltz, and nobody else, have',
      'other wishes.',
      SOURCE.en,
    ].join(' '),
    [
      '四个网络的偏好互相矛盾：BGP 永远不会收敛。',
      '一个网络每做一次选择，就夺走另一个网络刚选好的路由。看最优路由如何循环往复，再和“好构型”对照：',
      '两者只有椴树宽带和圆舞曲宽带的偏好不同。',
      SOURCE.zh,
    ].join(''),
  ],
  SLOW,
  square(),
  [
    ...spokes(),
    link(N1, N3, 'unrelated', {
      at_a: imports(refused(65004), liked(200)),
      at_b: imports(refused()),
    }),
    link(N1, N2, 'unrelated', {
      at_a: imports(refused()),
      at_b: imports(refused(65003), liked(200)),
    }),
    link(N2, N4, 'unrelated', {
      at_a: imports(refused()),
      at_b: imports(refused(65001), liked(200)),
    }),
    link(N3, N4, 'unrelated', {
      at_a: imports(refused(65001), liked(200)),
      at_b: imports(refused(65002), liked(150)),
    }),
  ],
);

/** Towards the backup provider: please use this last. */
export const BACKUP = '65002:50';

export const wedgie = world(
  'wedgie',
  ['A wedgie', '卡住的备份'],
  [
    [
      'A network in Auckland has a primary link to Sydney and a backup link to Perth, and asks',
      'to use the backup last.',
      'Let the primary fail, settle, and restore it: Perth and Adelaide stay on the backup,',
      'since Adelaide has',
      'a customer’s route now and will not leave it for a peer’s. Only when the backup fails in',
      'turn, and',
      'is restored, is everything as it was meant. After RFC 4264, section 3; cities are real.',
    ].join(' '),
    [
      '奥克兰的一个网络有一条通往悉尼的主用链路和一条通往珀斯的备用链路，并要求备用链路排在最后。',
      '让主用链路中断，等路由收敛，再恢复它：珀斯和阿德莱德仍走备用链路，因为阿德莱德现在有一条客户路由，',
      '不会为了对等方的路由放弃它。只有让备用链路也中断一次再恢复，一切才会回到本来的设计。',
      '取自 RFC 4264 第 3 节；城市是真实的。',
    ].join(''),
  ],
  AT_ONCE,
  [
    lighthouse('auckland'),
    access('quokka', 65002, ['Quokka', '短尾矮袋鼠宽带'], 'perth'),
    access('magpie', 65003, ['Magpie', '喜鹊宽带'], 'adelaide'),
    access('banksia', 65004, ['Banksia', '班克木宽带'], 'sydney'),
  ],
  [
    link(['banksia', 'sydney'], ['lighthouse', 'auckland'], 'provider', { slug: 'primary' }, 1.2),
    link(['quokka', 'perth'], ['lighthouse', 'auckland'], 'provider', {
      slug: 'backup',
      at_a: { import: [{ match: { community: BACKUP }, set: { local_pref: 50 } }] },
      at_b: { export: [{ set: { add_communities: [BACKUP] } }] },
    }, 1.7),
    link(['magpie', 'adelaide'], ['quokka', 'perth'], 'provider', {}, 1.2),
    link(['magpie', 'adelaide'], ['banksia', 'sydney'], 'peer', {}, 1.2),
  ],
);

const med = (value) => ({ export: [rule({ set: { med: value } })] });
const inside = (from, to, igp_cost) =>
  link(['prairie', from], ['prairie', to], 'internal', { igp_cost });

export const medOscillation = world(
  'med-oscillation',
  ['MED and reflection', 'MED 与路由反射'],
  [
    [
      'MED and two route reflectors, each of which hides from the other what it needs to know:',
      'BGP never settles.',
      'Chicago reflects for Denver and Dallas, New York for Washington. Whenever New York tells',
      'of the route',
      'with MED 0, Chicago can no longer use the one with MED 1 and turns to the other network;',
      'then New York',
      'does too and falls silent, and it begins again. Comparing MED always would end it.',
      'After RFC 3345, section 2.1; cities are real.',
    ].join(' '),
    [
      'MED 加上两台路由反射器，彼此都隐藏了对方需要知道的路由：BGP 永远不会收敛。',
      '芝加哥为丹佛和达拉斯反射路由，纽约为华盛顿反射。每当纽约通告 MED 为 0 的路由，芝加哥就不能再用 MED 为 1 的那条，',
      '于是改用另一个网络的路由；接着纽约也跟着改用并不再通告，一切又从头开始。始终比较 MED 就能让它停下。',
      '取自 RFC 3345 第 2.1 节；城市是真实的。',
    ].join(''),
  ],
  SLOW,
  [
    lighthouse('houston'),
    network('prairie', 65000, ['Prairie Fibre', '大草原光纤'], 'access',
      ['chicago', 'denver', 'dallas', 'new-york', 'washington'], {
        ibgp: true,
        reflectors: [
          { router: 'prairie-chicago', clients: ['prairie-denver', 'prairie-dallas'] },
          { router: 'prairie-new-york', clients: ['prairie-washington'] },
        ],
      }),
    network('summit', 65010, ['Summit', '峰顶网络'], 'regional', ['denver']),
    network('bluegrass', 65006, ['Bluegrass', '蓝草骨干'], 'regional', ['dallas', 'washington']),
  ],
  [
    inside('chicago', 'denver', 5),
    inside('chicago', 'dallas', 4),
    inside('chicago', 'new-york', 1),
    inside('new-york', 'washington', 12),
    link(['summit', 'denver'], ['prairie', 'denver'], 'unrelated', { at_a: med(10) }),
    link(['bluegrass', 'dallas'], ['prairie', 'dallas'], 'unrelated', { at_a: med(1) }),
    link(['bluegrass', 'washington'], ['prairie', 'washington'], 'unrelated', { at_a: med(0) }),
    link(['lighthouse', 'houston'], ['summit', 'denver'], 'unrelated'),
    link(['lighthouse', 'houston'], ['bluegrass', 'dallas'], 'unrelated'),
    link(['lighthouse', 'houston'], ['bluegrass', 'washington'], 'unrelated'),
  ],
);
