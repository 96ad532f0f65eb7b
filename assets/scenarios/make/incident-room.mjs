// Makes ../incident-room.json: first-light once more, with what incidents need. The service has a
// /23, since nobody accepts anything longer than a /24, and a hijack by a longer prefix is to be
// possible; a ROA says whose it is, and some networks heed it.
import { scenario as firstLight } from './first-light.mjs';
import { text } from './world.mjs';

const PREFIX = '198.19.0.0/23';
/** Networks that refuse routes with an invalid origin, whoever tells of them. */
const validating = ['meridian', 'danube', 'monsoon', 'oasis', 'baobab'];

const [dns] = firstLight.services;
/** Nobody has to tell the operator of its own prefix, or of a part of it (RFC 7454 § 6.1.4). */
const notOurs = [{ name: 'our-own', match: { prefix: `${PREFIX} le 32` }, deny: true }];
const careful = ({ slug, policy }) => ({
  ...(validating.includes(slug) ? { policy: { ...policy, validates: 'all' } } : {}),
  ...(slug === 'lighthouse' ? { policy: { ...policy, import: notOurs } } : {}),
});

export const scenario = {
  ...firstLight,
  slug: 'incident-room',
  name: text(['The incident room', '事故室']),
  about: text([
    [
      'The world of First light, with what can go wrong in it.',
      'The service has a /23, so that somebody can announce a longer prefix inside; a ' +
        'ROA says whose',
      'it is, and Meridian, Danube, Monsoon, Oasis and Baobab refuse what it calls invalid.',
      'Cities and distances are real, networks are made up.',
    ].join(' '),
    [
      '“初见曙光”的世界，再加上各种可能出的岔子。',
      '这项服务用一个 /23，好让别人能在里面通告更长的前缀；一条 ROA 写明它归谁，',
      '子午线、多瑙、季风、绿洲和猴面包树会拒绝它判为无效的路由。',
      '城市和距离是真实的，网络是虚构的。',
    ].join(''),
  ]),
  networks: firstLight.networks.map((network) => ({ ...network, ...careful(network) })),
  services: [{ ...dns, prefix: PREFIX, address: '198.19.0.53' }],
  prefixes: ['198.19.0.0/24'],
  roas: [{ prefix: PREFIX, max_length: 23, asn: 64500 }],
};
