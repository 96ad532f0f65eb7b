// What servers of ../backbone.json connect to, and what their addresses say of who uses them.
import { text } from './world.mjs';

/**
 * Who is connected to: by city of each site, who sells it transit there, and the third number of
 * its prefix, 198.19.x.0/24.
 */
export const destinations = [
  {
    slug: 'bookhouse', asn: 64821, name: ['Bookhouse', '书库托管'], network: 'origin',
    kind: 'origin', sites: { tokyo: ['longwind', 21] },
  },
  {
    slug: 'watermill', asn: 64822, name: ['Watermill', '水车托管'], network: 'origin',
    kind: 'origin', sites: { frankfurt: ['halcyon', 22] },
  },
  {
    slug: 'granary', asn: 64823, name: ['Granary', '谷仓托管'], network: 'origin',
    kind: 'origin', sites: { 'new-york': ['meridian', 23] },
  },
  {
    slug: 'dragonfly', asn: 64841, name: ['Dragonfly', '蜻蜓分发'], network: 'cdn', kind: 'cdn',
    sites: {
      london: ['meridian', 41],
      paris: ['meridian', 42],
      'los-angeles': ['halcyon', 43],
      singapore: ['longwind', 44],
    },
    choosesBy: 'dns',
  },
  {
    slug: 'lacewing', asn: 64842, name: ['Lacewing', '草蛉分发'], network: 'cdn', kind: 'cdn',
    sites: {
      london: ['halcyon', 46],
      paris: ['meridian', 47],
      'new-york': ['halcyon', 48],
      singapore: ['meridian', 49],
    },
    choosesBy: 'connection',
  },
  {
    slug: 'playhouse', asn: 64824, name: ['Playhouse', '戏园视频'], network: 'origin',
    kind: 'geofenced', sites: { london: ['meridian', 24] }, serves: ['GB'],
  },
  {
    slug: 'bandstand', asn: 64825, name: ['Bandstand', '凉亭视频'], network: 'origin',
    kind: 'geofenced', sites: { 'sao-paulo': ['halcyon', 25] }, serves: ['BR'],
  },
];

/** Countries of the client networks: what users are given addresses of. */
const countries = [
  ['US', 'United States', '美国'],
  ['BR', 'Brazil', '巴西'],
  ['GB', 'United Kingdom', '英国'],
  ['FR', 'France', '法国'],
  ['ES', 'Spain', '西班牙'],
  ['DE', 'Germany', '德国'],
  ['TR', 'Türkiye', '土耳其'],
  ['ZA', 'South Africa', '南非'],
  ['AE', 'United Arab Emirates', '阿联酋'],
  ['IN', 'India', '印度'],
  ['SG', 'Singapore', '新加坡'],
  ['ID', 'Indonesia', '印度尼西亚'],
  ['KR', 'South Korea', '韩国'],
  ['JP', 'Japan', '日本'],
  ['AU', 'Australia', '澳大利亚'],
];

/** Users', by country; then the operator's own, its customers', and products'. */
export const tags = [
  ...countries.map(([country, en, zh]) => (
    { slug: country.toLowerCase(), name: text([en, zh]), country, is_trusted: false })),
  { slug: 'anywhere', name: text(['Other countries', '其他国家']), is_trusted: false },
  { slug: 'fetch', name: text(['Our own fetches', '自家回源']), product: 'fetch' },
  { slug: 'crawler', name: text(['Our own crawler', '自家爬虫']), product: 'crawler' },
  {
    slug: 'workers', name: text(["Customers' code", '客户代码']), product: 'workers',
    is_trusted: false,
  },
  {
    slug: 'relay-gb', name: text(['Relay, United Kingdom', '英国中继']), country: 'GB',
    product: 'relay', is_trusted: false,
  },
];
