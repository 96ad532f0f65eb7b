// Makes land-110m.json, the land on the map, and land-50m.json, the land from near, out of Natural
// Earth as world-atlas packs it.
//
//     cd assets/map && npm ci && npm run make
//
// world-atlas stitches the pieces of land that the antimeridian cuts, so that globes show no
// seam; on a flat map such a ring would streak from one edge to the other. Here each ring is
// unwrapped into a continuous curve, closed through the pole if it goes round it, and cut again
// at ±180°.
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { feature } from 'topojson-client';

/**
 * What is made: the scale; the least piece that is drawn, in square degrees; and how far a coast
 * may be from where it was, in degrees.
 */
const LANDS = [
  { scale: '110m', leastArea: 0.02, tolerance: 0 },
  { scale: '50m', leastArea: 0.012, tolerance: 0.012 },
];
/** What the map shows, in degrees (`src/scene/projection.rs`): Antarctica is not on it. */
const [SOUTH, NORTH] = [-56, 78];

const require = createRequire(import.meta.url);
/** Longitudes without jumps: each within 180° of the one before. */
function unwrap(ring) {
  let turns = 0;
  return ring.map(([lon, lat], i) => {
    const step = i === 0 ? 0 : lon - ring[i - 1][0];
    if (step > 180) turns -= 1;
    if (step < -180) turns += 1;
    return [lon + 360 * turns, lat];
  });
}

/** A ring that goes round a pole ends a turn away from its beginning: go there by the pole. */
function closeRoundPole(ring) {
  const [first, last] = [ring[0], ring[ring.length - 1]];
  if (Math.abs(last[0] - first[0]) < 180) return ring;
  const pole = ring.reduce((sum, [, lat]) => sum + lat, 0) < 0 ? -90 : 90;
  return [...ring, [last[0], pole], [first[0], pole]];
}

/** The part of a ring on one side of a meridian (Sutherland and Hodgman). */
function cut(ring, meridian, side) {
  const inside = ([lon]) => (lon - meridian) * side >= 0;
  return ring.flatMap((here, i) => {
    const before = ring[(i + ring.length - 1) % ring.length];
    if (inside(before) === inside(here)) return inside(here) ? [here] : [];
    const part = (meridian - before[0]) / (here[0] - before[0]);
    const crossing = [meridian, before[1] + part * (here[1] - before[1])];
    return inside(here) ? [crossing, here] : [crossing];
  });
}

function area(ring) {
  const twice = ring.reduce((sum, [x, y], i) => {
    const [u, v] = ring[(i + 1) % ring.length];
    return sum + x * v - u * y;
  }, 0);
  return Math.abs(twice) / 2;
}

/** Whole hundredths of a degree, without repeated points; the last point is not the first. */
function rounded(ring) {
  const points = ring.map(([lon, lat]) => [Math.round(lon * 100), Math.round(lat * 100)]);
  const same = (p, q) => p[0] === q[0] && p[1] === q[1];
  return points.filter((p, i) => !same(p, points[(i + points.length - 1) % points.length]));
}

/** Whether any of a ring may be on the map. */
function isShown(ring) {
  const lats = ring.map(([, lat]) => lat);
  return Math.max(...lats) > SOUTH && Math.min(...lats) < NORTH;
}

/** Each point by its distance from the one before: shorter, and it packs better. */
function steps(ring) {
  return ring.flatMap(([lon, lat], i) => {
    const [x, y] = i === 0 ? [0, 0] : ring[i - 1];
    return [lon - x, lat - y];
  });
}

/** Without the points that lie on the line between others (Ramer, Douglas and Peucker). */
function simplified(ring, tolerance) {
  if (tolerance === 0 || ring.length < 8) return ring;
  const kept = new Set([0, Math.floor(ring.length / 2), ring.length - 1]);
  const fixed = [...kept];
  const spans = [[fixed[0], fixed[1]], [fixed[1], fixed[2]]];
  while (spans.length > 0) {
    const [from, to] = spans.pop();
    const [[x, y], [u, v]] = [ring[from], ring[to]];
    // A degree of longitude is shorter in the north.
    const narrow = Math.cos((y * Math.PI) / 180);
    const [across, up] = [(u - x) * narrow, v - y];
    const length = Math.hypot(across, up) || 1;
    let [most, at] = [tolerance, -1];
    for (let i = from + 1; i < to; i += 1) {
      const off = Math.abs(across * (ring[i][1] - y) - up * (ring[i][0] - x) * narrow) / length;
      if (off > most) [most, at] = [off, i];
    }
    if (at > 0) {
      kept.add(at);
      spans.push([from, at], [at, to]);
    }
  }
  return ring.filter((_, i) => kept.has(i));
}

function make({ scale, leastArea, tolerance }) {
  const atlas = JSON.parse(readFileSync(require.resolve(`world-atlas/land-${scale}.json`)));
  const rings = feature(atlas, atlas.objects.land)
    .features.flatMap(({ geometry }) =>
      geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates,
    )
    .flat()
    .flatMap((ring) => {
      const whole = closeRoundPole(unwrap(ring));
      return [-360, 0, 360].map((shift) => {
        const moved = whole.map(([lon, lat]) => [lon + shift, lat]);
        return cut(cut(moved, -180, 1), 180, -1);
      });
    })
    .filter((ring) => ring.length > 2 && area(ring) >= leastArea && isShown(ring))
    .map((ring) => rounded(simplified(ring, tolerance)))
    .filter((ring) => ring.length > 2)
    .sort((a, b) => b.length - a.length || a[0][0] - b[0][0]);
  const lines = rings.map((ring) => JSON.stringify(steps(ring)));
  const text = `{"format":"anycast-lab/land/2","rings":[\n${lines.join(',\n')}\n]}\n`;
  writeFileSync(new URL(`land-${scale}.json`, import.meta.url), text);
}

LANDS.forEach(make);
