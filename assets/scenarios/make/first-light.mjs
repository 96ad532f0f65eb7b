// Makes ../first-light.json. The JSON is the product, checked in and checked by tests; this
// script is how it was made, and the easy place to change it.
//
//     node assets/scenarios/make/first-light.mjs
import { writeFileSync } from 'node:fs';
import { cities } from './cities.mjs';
import {
  about, carriers, clients, operator, peerings, pops, transit,
} from './first-light.tables.mjs';
import { delayUs, lines, place, text } from './world.mjs';

const router = (network, city) => ({ slug: `${network}-${city}`, city });
const networks = [];
const links = [];

function network(slug, asn, name, kind, ibgp, inCities, more = {}) {
  const routers = inCities.map((city) => router(slug, city));
  networks.push({ slug, asn, name: text(name), kind, ibgp, routers, ...more });
}

// So that a PoP can be drained: whom it asks, listens.
const polite = { policy: { honours_graceful_shutdown: true } };

function link(a, b, a_is, factor) {
  const [from, to] = [a, b].map(([net, city]) => {
    const known = networks.find((one) => one.slug === net)?.routers.some((r) => r.city === city);
    if (!known) throw new Error(`${net} has no router in ${city}`);
    return `${net}-${city}`;
  });
  links.push({ a: from, b: to, a_is, delay_us: delayUs(a[1], b[1], factor) });
}

const popCities = pops.map(([, city]) => city);
network(operator.slug, operator.asn, operator.name, 'operator', false, popCities);
for (const [slug, asn, en, zh, kind, lines] of carriers) {
  const ends = lines.map((line) => line.split(' '));
  const inCities = [...new Set(ends.flatMap(([from, to]) => [from, to]))];
  network(slug, asn, [en, zh], kind, true, inCities, polite);
  for (const [from, to, factor] of ends) {
    link([slug, from], [slug, to], 'internal', factor && Number(factor));
  }
}
clients.forEach(([slug, en, zh, city], i) => {
  network(slug, 65001 + i, [en, zh], 'access', false, [city]);
});

for (const [one, other, inCities] of peerings) {
  for (const city of inCities) link([one, city], [other, city], 'peer');
}
for (const [provider, customer, where] of transit) {
  const [from, to = from] = where.split(' ');
  link([provider, from], [customer, to], 'provider');
}
for (const [, city, providers, peers] of pops) {
  for (const provider of providers) link([provider, city], [operator.slug, city], 'provider');
  for (const peer of peers) link([peer, city], [operator.slug, city], 'peer');
}
for (const [slug, , , city, , providers] of clients) {
  for (const provider of providers) {
    const [name, at = city] = provider.split('@');
    link([name, at], [slug, city], 'provider');
  }
}

const used = new Set(networks.flatMap((one) => one.routers.map((r) => r.city)));
const scenario = {
  format: 'anycast-lab/scenario/1',
  ...about,
  timing: {
    mrai_ebgp_us: 30_000_000,
    mrai_ibgp_us: 5_000_000,
    mrai_covers_withdrawals: false,
    mrai_jitter: true,
    client_interval_us: 1_000_000,
  },
  local_pref: { customer: 200, peer: 100, provider: 50 },
  cities: cities.filter(([slug]) => used.has(slug)).map(([slug]) => place.get(slug)),
  networks,
  links,
  services: [
    {
      slug: operator.service.slug,
      name: text(operator.service.name),
      prefix: operator.service.prefix,
      address: operator.service.address,
      nodes: pops.map(([letter, city]) => ({
        slug: city,
        router: `${operator.slug}-${city}`,
        letter,
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
};

writeFileSync(new URL('../first-light.json', import.meta.url), lines(scenario));
