// Puts networks and links together from short words; what both big worlds are made with.
import { cities } from './cities.mjs';
import { delayUs, place, text } from './world.mjs';

/** So that a PoP can be drained: whom it asks, listens. */
export const polite = { policy: { honours_graceful_shutdown: true } };

/** Timers as RFC 4271 has them; client networks send once a second. */
export const timing = {
  mrai_ebgp_us: 30_000_000,
  mrai_ibgp_us: 5_000_000,
  mrai_covers_withdrawals: false,
  mrai_jitter: true,
  client_interval_us: 1_000_000,
};

/** What a user asks of a DNS service on average: a question of 75 octets every half minute. */
export const demand = { per_user_bps: 20 };
/** What a PoP can answer for each network that it meets in its city: two ports of 10 Gbit/s. */
const PORTS_BPS = 20_000_000_000;
export const capacity = (providers, peers) => (
  { bps: (providers.length + peers.length) * PORTS_BPS });

/** The economics of the Internet. */
export const localPref = { customer: 200, peer: 100, provider: 50 };

export class Builder {
  networks = [];
  links = [];

  /** A network with a router in each of these cities. */
  network(slug, asn, name, kind, ibgp, inCities, more = {}) {
    const routers = inCities.map((city) => ({ slug: `${slug}-${city}`, city }));
    this.networks.push({ slug, asn, name: text(name), kind, ibgp, routers, ...more });
  }

  /** The cities that a network has routers in. */
  citiesOf(slug) {
    const network = this.networks.find((one) => one.slug === slug);
    if (!network) throw new Error(`there is no network ${slug}`);
    return network.routers.map((router) => router.city);
  }

  /** A link between two routers, each named by network and city. */
  link(a, b, a_is, factor) {
    const [from, to] = [a, b].map(([slug, city]) => {
      if (!this.citiesOf(slug).includes(city)) throw new Error(`${slug} has no router in ${city}`);
      return `${slug}-${city}`;
    });
    this.links.push({ a: from, b: to, a_is, delay_us: delayUs(a[1], b[1], factor) });
  }

  /**
   * A network of more than one router: its cables are chains of cities, `a b c` for a to b and b
   * to c. A number after a city is the factor of the cable that leads there.
   */
  carrier([slug, asn, en, zh, kind, chains]) {
    const cables = chains.flatMap((chain) => {
      const hops = [];
      for (const word of chain.split(' ')) {
        if (/^[0-9]/.test(word)) hops.at(-1).factor = Number(word);
        else hops.push({ city: word });
      }
      return hops.slice(1).map((hop, i) => [hops[i].city, hop.city, hop.factor]);
    });
    const inCities = [...new Set(cables.flatMap(([from, to]) => [from, to]))];
    this.network(slug, asn, [en, zh], kind, true, inCities, polite);
    for (const [from, to, factor] of cables) {
      this.link([slug, from], [slug, to], 'internal', factor);
    }
  }

  /** Routers in these cities reflect routes, each for those that it is nearest to by cable. */
  reflect(slug, cities) {
    const network = this.networks.find((one) => one.slug === slug);
    const delays = cities.map((city) => this.cableDelays(slug, city));
    const clients = cities.map(() => []);
    for (const { slug: router, city } of network.routers) {
      if (cities.includes(city)) continue;
      const nearest = Math.min(...delays.map((delay) => delay.get(router)));
      clients[delays.findIndex((delay) => delay.get(router) === nearest)].push(router);
    }
    network.reflectors = cities.map((city, i) => (
      { router: `${slug}-${city}`, clients: clients[i] }));
  }

  /** How far each router of a network is from the one in a city, along its cables. */
  cableDelays(slug, city) {
    const cables = this.links.filter(({ a, a_is }) =>
      a_is === 'internal' && this.citiesOf(slug).some((one) => a === `${slug}-${one}`));
    const delays = new Map([[`${slug}-${city}`, 0]]);
    for (let changed = true; changed; ) {
      changed = false;
      for (const { a, b, delay_us } of cables) {
        for (const [from, to] of [[a, b], [b, a]]) {
          const delay = delays.get(from) + delay_us;
          if (delay < (delays.get(to) ?? Infinity)) {
            delays.set(to, delay);
            changed = true;
          }
        }
      }
    }
    return delays;
  }

  /** Transit sold to a network in a city, by `provider` there or `provider@city` elsewhere. */
  buys(slug, city, providers) {
    for (const provider of providers) {
      const [name, at = city] = provider.split('@');
      this.link([name, at], [slug, city], 'provider');
    }
  }

  /** The cities that some router stands in, in the order of the table. */
  usedCities() {
    const used = new Set(this.networks.flatMap((one) => one.routers.map((r) => r.city)));
    return cities.filter(([slug]) => used.has(slug)).map(([slug]) => place.get(slug));
  }
}
