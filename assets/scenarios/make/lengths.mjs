// Makes ../lengths.json: the networks of first-pop, and a service with two PoPs and a /23, so that
// there are longer prefixes inside that everybody takes, that some take, and that nobody takes.
import { scenario as firstPop } from './first-pop.mjs';
import { text } from './world.mjs';

const PREFIX = '198.19.112.0/23';
/** It lies in all of the longer prefixes. */
const ADDRESS = '198.19.113.80';
const LONGER = ['198.19.113.0/24', '198.19.113.0/25', `${ADDRESS}/32`];

const [web] = firstPop.services;
/** Nobody has to tell the operator of its own prefix, or of a part of it (RFC 7454 § 6.1.4). */
const notOurs = [{ name: 'our-own', match: { prefix: `${PREFIX} le 32` }, deny: true }];
const guarded = (network) => (
  network.slug === 'lighthouse' ? { ...network, policy: { import: notOurs } } : network);

export const scenario = {
  ...firstPop,
  slug: 'lengths',
  name: text(['Lengths', '前缀有长短']),
  about: text([
    [
      'Two PoPs announce a /23, and may announce longer prefixes inside: a /24, a /25, a single',
      'address. Everybody takes the first, Monsoon alone the second, nobody the third. Baobab',
      'validates origins, Monsoon believes what it is told; a ROA allows the operator more than it',
      'announces. Cities and distances are real, networks are made up.',
    ].join(' '),
    [
      '两个接入点通告一个 /23，还可以通告其中更长的前缀：一个 /24、一个 /25、单独一个地址。',
      '第一种人人接受，第二种只有季风骨干接受，第三种谁也不接受。',
      '猴面包树骨干做源验证，季风骨干则别人说什么都信；一条 ROA 允许运营者通告的，比它实际通告的多。',
      '城市和距离是真实的，网络是虚构的。',
    ].join(''),
  ]),
  networks: firstPop.networks.map(guarded),
  services: [
    {
      ...web,
      prefix: PREFIX,
      address: ADDRESS,
      nodes: [
        { slug: 'nairobi', router: 'lighthouse-nairobi', letter: 'A' },
        { slug: 'frankfurt', router: 'lighthouse-frankfurt', letter: 'B' },
      ],
    },
  ],
  prefixes: LONGER,
  roas: [{ prefix: PREFIX, max_length: 24, asn: 64500 }],
};
