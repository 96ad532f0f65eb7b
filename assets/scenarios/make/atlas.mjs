// Makes ../atlas.json from its tables.
import { clients } from './atlas.clients.mjs';
import {
  about, botnets, carriers, disputes, exchanges, operator, others, pops, reflectors,
  transit,
} from './atlas.tables.mjs';
import { Builder, capacity, demand, localPref, timing } from './builder.mjs';
import { people, place, text } from './world.mjs';

/** A to Z, then AA, AB and so on. */
const CAPITALS = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
const LETTERS = [...CAPITALS, ...CAPITALS.map((letter) => `A${letter}`)];
/** A client network's share of the people of its city, unless its line says otherwise. */
const SHARE = 1 / 3;

/** PoPs that meet so many networks have a scrubber, which takes out so much. */
const WELL_MET = 4;
const SCRUB_BPS = 200_000_000_000;

/** Two transit networks peer in so many cities at most. */
const MOST_EXCHANGES = 4;

const world = new Builder();
const popCities = pops.map(([city]) => city);
world.network(operator.slug, operator.asn, operator.name, 'operator', false, popCities);
for (const carrier of carriers) world.carrier(carrier);
for (const [slug, cities] of Object.entries(reflectors)) world.reflect(slug, cities);
for (const [slug, asn, en, zh, kind, , sites] of others) {
  world.network(slug, asn, [en, zh], kind, false, Object.keys(sites));
}
clients.forEach(([slug, en, zh, city], i) => {
  world.network(slug, 65001 + i, [en, `${zh}宽带`], 'access', false, [city]);
});

const tops = carriers.filter(([, , , , kind]) => kind === 'transit').map(([slug]) => slug);
tops.forEach((one, i) => {
  for (const other of tops.slice(i + 1)) {
    const dispute = disputes.find(([a, b]) => a === one && b === other);
    const shared = world.citiesOf(one).filter((city) => world.citiesOf(other).includes(city));
    const inCities =
      dispute?.[2] ?? exchanges.filter((city) => shared.includes(city)).slice(0, MOST_EXCHANGES);
    if (inCities.length === 0) throw new Error(`${one} and ${other} meet nowhere`);
    for (const city of inCities) world.link([one, city], [other, city], 'peer');
  }
});
for (const [slug, sites] of transit) {
  for (const [city, providers] of Object.entries(sites)) world.buys(slug, city, providers);
}
for (const [city, providers, peers] of pops) {
  world.buys(operator.slug, city, providers);
  for (const peer of peers) world.link([peer, city], [operator.slug, city], 'peer');
}
for (const [slug, , , , , , sites] of others) {
  for (const [city, providers] of Object.entries(sites)) world.buys(slug, city, providers);
}
for (const [slug, , , city, providers] of clients) world.buys(slug, city, providers);

const users = (city, share = SHARE) =>
  Math.max(10_000, Math.round((people.get(city) * share) / 10_000) * 10_000);
const machines = ([, , , city, , share], perThousand) =>
  Math.round((users(city, share) * perThousand) / 1_000);

export const scenario = {
  format: 'anycast-lab/scenario/1',
  ...about(pops.length, tops.length),
  timing: { ...timing, client_interval_us: 2_000_000 },
  local_pref: localPref,
  cities: world.usedCities(),
  networks: world.networks,
  links: world.links,
  services: [
    {
      slug: operator.service.slug,
      name: text(operator.service.name),
      prefix: operator.service.prefix,
      address: operator.service.address,
      demand,
      nodes: pops.map(([city, providers, peers], i) => ({
        slug: city,
        router: `${operator.slug}-${city}`,
        letter: LETTERS[i],
        capacity: capacity(providers, peers),
        ...(providers.length + peers.length < WELL_MET ? {} : { scrub_bps: SCRUB_BPS }),
      })),
    },
  ],
  clients: clients.map(([slug, en, zh, city, , share], i) => ({
    slug,
    name: text([en, `${zh}宽带`]),
    router: `${slug}-${city}`,
    population: users(city, share),
    prefix: `198.18.${i + 1}.0/24`,
  })),
  botnets: botnets.map(([slug, en, zh, countries]) => ({
    slug,
    name: text([en, zh]),
    bots: clients
      .filter(([, , , city]) => place.get(city).country in countries)
      .map((client) => ({
        client: client[0],
        count: machines(client, countries[place.get(client[3]).country]),
      })),
  })),
  announcements: others.flatMap(([slug, , , , , prefix, sites]) =>
    Object.keys(sites).map((city) => ({ router: `${slug}-${city}`, prefix }))),
};
