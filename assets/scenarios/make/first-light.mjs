// Makes ../first-light.json. The JSON is the product, checked in and checked by tests; this
// script is how it was made, and the easy place to change it.
import { Builder, capacity, demand, localPref, timing } from './builder.mjs';
import {
  about, botnets, carriers, clients, operator, peerings, pops, transit,
} from './first-light.tables.mjs';
import { text } from './world.mjs';

/** PoPs that meet so many networks have a scrubber, which takes out so much. */
const WELL_MET = 3;
const SCRUB_BPS = 80_000_000_000;

const world = new Builder();
const popCities = pops.map(([, city]) => city);
world.network(operator.slug, operator.asn, operator.name, 'operator', false, popCities);
for (const carrier of carriers) world.carrier(carrier);
clients.forEach(([slug, en, zh, city], i) => {
  world.network(slug, 65001 + i, [en, zh], 'access', false, [city]);
});

for (const [one, other, inCities] of peerings) {
  for (const city of inCities) world.link([one, city], [other, city], 'peer');
}
for (const [provider, customer, where] of transit) {
  const [from, to = from] = where.split(' ');
  world.link([provider, from], [customer, to], 'provider');
}
for (const [, city, providers, peers] of pops) {
  world.buys(operator.slug, city, providers);
  for (const peer of peers) world.link([peer, city], [operator.slug, city], 'peer');
}
for (const [slug, , , city, , providers] of clients) world.buys(slug, city, providers);

export const scenario = {
  format: 'anycast-lab/scenario/1',
  ...about,
  timing,
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
      nodes: pops.map(([letter, city, providers, peers]) => ({
        slug: city,
        router: `${operator.slug}-${city}`,
        letter,
        capacity: capacity(providers, peers),
        ...(providers.length + peers.length < WELL_MET ? {} : { scrub_bps: SCRUB_BPS }),
      })),
    },
  ],
  clients: clients.map(([slug, en, zh, city, population], i) => ({
    slug,
    name: text([en, zh]),
    router: `${slug}-${city}`,
    population,
    prefix: `198.18.${i + 1}.0/24`,
  })),
  botnets: botnets.map(([slug, en, zh, machines]) => ({
    slug,
    name: text([en, zh]),
    bots: Object.entries(machines).map(([client, count]) => ({ client, count })),
  })),
};
