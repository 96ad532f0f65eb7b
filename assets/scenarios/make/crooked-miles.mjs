// Makes ../crooked-miles.json, and ../crooked-miles-moved.json, which differs from it in the city
// in which one PoP is drawn, and in nothing else.
import { Builder, localPref } from './builder.mjs';
import { people, text } from './world.mjs';

/** PoPs, west to east: city, who sells transit there (in that city, or the one after the `@`). */
const pops = [
  ['sao-paulo', 'jacaranda'],
  ['lisbon', 'azulejo'],
  // Its only cable goes to London.
  ['johannesburg', 'meridian@london'],
];
/** Where the moved PoP is drawn: as far from London as its cable can be. */
const moved = { node: 'johannesburg', to: 'luanda' };
/**
 * How much longer the cable from London to Johannesburg is than the great circle: little, so that
 * for a PoP in Luanda, which is nearer, it would not be absurdly long either.
 */
const CABLE_FACTOR = 1.2;

const clients = [
  ['araucaria', ['Araucaria', '南洋杉宽带'], 'sao-paulo', ['jacaranda']],
  ['jangada', ['Jangada', '木筏宽带'], 'fortaleza', ['jacaranda']],
  ['saudade', ['Saudade', '乡愁宽带'], 'lisbon', ['azulejo']],
  ['calabash', ['Calabash', '葫芦宽带'], 'lagos', ['equator']],
  ['semba', ['Semba', '森巴宽带'], 'luanda', ['jacaranda', 'equator']],
  ['thistle', ['Thistle', '蓟花宽带'], 'london', ['meridian']],
  // No exchange in its city: both it and the PoP there buy in London.
  ['highveld', ['Highveld', '高草原宽带'], 'johannesburg', ['meridian@london']],
];

/** The world, with the PoP `astray.node` drawn in another city. */
function world(slug, name, about, astray) {
  const world = new Builder();
  world.network('lighthouse', 64500, ['Lighthouse', '灯塔网络'], 'operator', false,
    pops.map(([city]) => city));
  world.carrier(['jacaranda', 64704, 'Jacaranda', '蓝花楹网络', 'regional',
    ['sao-paulo fortaleza luanda']]);
  world.carrier(['equator', 64611, 'Equator Cable', '赤道海缆', 'transit',
    ['luanda lagos lisbon london', 'luanda lisbon']]);
  world.carrier(['azulejo', 64710, 'Azulejo', '花砖网络', 'regional', ['lisbon madrid']]);
  world.network('meridian', 64602, ['Meridian Transit', '子午线传输'], 'transit', false, ['london'],
    { policy: { honours_graceful_shutdown: true } });
  clients.forEach(([slug, names, city], i) => {
    world.network(slug, 65001 + i, names, 'access', false, [city]);
  });
  world.link(['equator', 'london'], ['meridian', 'london'], 'peer');
  world.buys('azulejo', 'lisbon', ['equator']);
  world.buys('jacaranda', 'fortaleza', ['meridian@london']);
  for (const [city, seller] of pops) {
    const [slug, at = city] = seller.split('@');
    const factor = at === city ? undefined : CABLE_FACTOR;
    world.link([slug, at], ['lighthouse', city], 'provider', factor);
  }
  for (const [slug, , city, sellers] of clients) world.buys(slug, city, sellers);
  // After the cables were measured: no delay follows.
  const router = world.networks[0].routers.find(({ city }) => city === astray?.node);
  if (router) router.city = astray.to;
  return {
    format: 'anycast-lab/scenario/1',
    slug,
    name: text(name),
    about: text(about),
    timing: { preset: 'frr', client_interval_us: 1_000_000 },
    local_pref: localPref,
    cities: world.usedCities(),
    networks: world.networks,
    links: world.links,
    services: [
      {
        slug: 'dns',
        name: text(['Lighthouse DNS', '灯塔 DNS']),
        prefix: '192.0.2.0/24',
        address: '192.0.2.53',
        nodes: pops.map(([city], i) => (
          { slug: city, router: `lighthouse-${city}`, letter: 'ABC'[i] })),
      },
    ],
    clients: clients.map(([client, names, city], i) => ({
      slug: client,
      name: text(names),
      router: `${client}-${city}`,
      population: Math.round(people.get(city) / 30_000) * 10_000,
      prefix: `198.18.${i + 1}.0/24`,
    })),
  };
}

export const crookedMiles = world(
  'crooked-miles',
  ['Crooked miles', '弯弯绕'],
  [
    [
      'Around the South Atlantic: the PoP that is nearest by the map, the one that is ' +
        'nearest by the',
      'number of networks, and the one that is nearest by time are three different ones.',
      'Two neighbours in Johannesburg meet in London.',
      'Cities and distances are real, networks are made up.',
    ].join(' '),
    [
      '南大西洋两岸：论地图、论经过的网络数、论时延，最近的接入点各不相同。',
      '约翰内斯堡的两个邻居要到伦敦才能相遇。城市和距离是真实的，网络是虚构的。',
    ].join(''),
  ],
);

export const crookedMilesMoved = world(
  'crooked-miles-moved',
  ['Crooked miles, redrawn', '弯弯绕，重画一遍'],
  [
    [
      '“Crooked miles” with one PoP drawn elsewhere: in Luanda, beside the users, with ' +
        'its cable as',
      'long as ever.',
      'The map is another, and nothing else is.',
    ].join(' '),
    [
      '把“弯弯绕”里的一个接入点画到别处：画在罗安达，就在用户身边，光缆还和原来一样长。',
      '变了的只是地图。',
    ].join(''),
  ],
  moved,
);
