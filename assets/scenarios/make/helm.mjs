// Makes ../helm.json: four PoPs between the Mediterranean and Malacca, and all the means by which
// their operator may steer.
import { Builder, localPref } from './builder.mjs';
import { people, text } from './world.mjs';

/** PoPs, west to east: city, and who sells transit there. */
const pops = [
  ['marseille', ['meridian', 'spicewind']],
  ['dubai', ['meridian', 'spicewind']],
  ['chennai', ['monsoon']],
  ['singapore', ['meridian', 'spicewind']],
];

/** What providers do for customers who ask by community. */
const asked = {
  meridian: [
    { community: '64602:80', do: { 'local-pref': 80 } },
    { community: '64602:607', do: { withhold: { from: { as: 64607 } } } },
  ],
  spicewind: [
    { community: '64607:80', do: { 'local-pref': 80 } },
    { community: '64607:602', do: { withhold: { from: { as: 64602 } } } },
  ],
};

const clients = [
  ['rambla', ['Rambla', '林荫道宽带'], 'barcelona', ['spicewind@marseille']],
  ['lavande', ['Lavande', '薰衣草宽带'], 'marseille', ['meridian']],
  ['papyrus', ['Papyrus', '纸莎草宽带'], 'cairo', ['meridian']],
  ['dhow', ['Dhow', '三角帆宽带'], 'djibouti', ['spicewind']],
  ['falcon', ['Falcon', '猎鹰宽带'], 'riyadh', ['meridian@dubai']],
  ['abra', ['Abra', '渡船宽带'], 'dubai', ['spicewind']],
  ['painted-lorry', ['Painted Lorry', '彩车宽带'], 'karachi', ['meridian@dubai']],
  ['banyan', ['Banyan', '榕树宽带'], 'mumbai', ['meridian']],
  ['kite', ['Kite', '纸鸢宽带'], 'new-delhi', ['monsoon']],
  ['cinnamon', ['Cinnamon', '肉桂宽带'], 'colombo', ['spicewind']],
  ['lotus', ['Lotus', '莲花宽带'], 'bangkok', ['meridian@singapore']],
  ['batik', ['Batik', '蜡染宽带'], 'jakarta', ['spicewind@singapore']],
];

const world = new Builder();
world.network('lighthouse', 64500, ['Lighthouse', '灯塔网络'], 'operator', false,
  pops.map(([city]) => city));
world.carrier(['meridian', 64602, 'Meridian Transit', '子午线传输', 'transit',
  ['marseille cairo dubai mumbai singapore']]);
world.carrier(['spicewind', 64607, 'Spicewind', '香料风', 'transit',
  ['marseille djibouti dubai', 'djibouti colombo singapore']]);
world.carrier(['monsoon', 64725, 'Monsoon', '季风网络', 'regional', ['new-delhi mumbai chennai']]);
clients.forEach(([slug, names, city], i) => {
  world.network(slug, 65001 + i, names, 'access', false, [city]);
});
for (const city of ['marseille', 'singapore']) {
  world.link(['meridian', city], ['spicewind', city], 'peer');
}
world.buys('monsoon', 'mumbai', ['meridian']);
for (const [city, sellers] of pops) world.buys('lighthouse', city, sellers);
for (const [slug, , city, sellers] of clients) world.buys(slug, city, sellers);
const networks = world.networks.map((network) => (asked[network.slug]
  ? { ...network, policy: { ...network.policy, action_communities: asked[network.slug] } }
  : network));

export const scenario = {
  format: 'anycast-lab/scenario/1',
  slug: 'helm',
  name: text(['At the helm', '掌舵']),
  about: text([
    [
      'Four PoPs between Marseille and Singapore, and all the means by which their ' +
        'operator may steer.',
      'It may prepend, announce to some neighbours only, and use communities that its ' +
        'two providers act',
      'on.',
      'Cities and distances are real, networks are made up.',
    ].join(' '),
    [
      '从马赛到新加坡的四个接入点，以及运营者能用来掌舵的各种手段。',
      '可以把路径加长，可以只向部分邻居通告，也可以用团体属性请两家提供商代办。城市和距离是真实的，网络是虚构的。',
    ].join(''),
  ]),
  timing: { preset: 'frr', client_interval_us: 1_000_000 },
  local_pref: localPref,
  cities: world.usedCities(),
  networks,
  links: world.links,
  services: [
    {
      slug: 'dns',
      name: text(['Lighthouse DNS', '灯塔 DNS']),
      prefix: '192.0.2.0/24',
      address: '192.0.2.53',
      nodes: pops.map(([city], i) => (
        { slug: city, router: `lighthouse-${city}`, letter: 'ABCD'[i] })),
    },
  ],
  clients: clients.map(([slug, names, city], i) => ({
    slug,
    name: text(names),
    router: `${slug}-${city}`,
    population: Math.round(people.get(city) / 30_000) * 10_000,
    prefix: `198.18.${i + 1}.0/24`,
  })),
};
