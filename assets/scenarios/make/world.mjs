// What every world is made with: places, delays, and the file's form.
import { cities } from './cities.mjs';

/** Light in fibre, kilometres in a microsecond: about two thirds of its speed in vacuum. */
const KM_PER_US = 0.2;
/** How much longer a cable is than the great circle between its ends, unless said otherwise. */
const PATH_FACTOR = 1.4;
/** No link is shorter than this: fibre within a city, and the routers at its ends. */
const LEAST_DELAY_US = 250;
const EARTH_KM = 6371.0088;

export const place = new Map(
  cities.map(([slug, country, lat_udeg, lon_udeg, en, zh]) => [
    slug,
    { slug, name: { en, zh }, country, lat_udeg, lon_udeg },
  ]),
);

/** People within 40 km of a city. */
export const people = new Map(cities.map(([slug, , , , , , count]) => [slug, count]));

function greatCircleKm(a, b) {
  const radians = (udeg) => (udeg / 1e6 / 180) * Math.PI;
  const [from, to] = [radians(a.lat_udeg), radians(b.lat_udeg)];
  const dLon = radians(b.lon_udeg - a.lon_udeg);
  const h =
    Math.sin((to - from) / 2) ** 2 + Math.cos(from) * Math.cos(to) * Math.sin(dLon / 2) ** 2;
  return 2 * EARTH_KM * Math.asin(Math.sqrt(h));
}

/** One-way delay of a cable between two cities. */
export function delayUs(from, to, factor = PATH_FACTOR) {
  const us = (greatCircleKm(place.get(from), place.get(to)) / KM_PER_US) * factor;
  return Math.max(LEAST_DELAY_US, Math.ceil(us));
}

/** A text in both languages. */
export const text = ([en, zh]) => ({ en, zh });

/** JSON with one entry of a list a line, so that changes read well. */
export function lines(value) {
  const line = (item) => `    ${JSON.stringify(item)}`;
  const list = (items) => `[\n${items.map(line).join(',\n')}\n  ]`;
  const field = ([key, item]) =>
    `  ${JSON.stringify(key)}: ${Array.isArray(item) ? list(item) : JSON.stringify(item)}`;
  return `{\n${Object.entries(value).map(field).join(',\n')}\n}\n`;
}
