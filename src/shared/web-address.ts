import { BlockList, isIP } from 'node:net';

/** To which addresses wian calls out when somebody other than its operator says where to. */

/** Not of the open Internet (IANA's registries of special-purpose addresses, RFC 6890), or of a group. */
const CLOSED_4: [string, number][] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
];
/** Within 2000::/3, the only part that is of the Internet: what stands for IPv4 addresses, or for nothing. */
const CLOSED_6: [string, number][] = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
];

const closed = new BlockList();
for (const [net, bits] of CLOSED_4) closed.addSubnet(net, bits, 'ipv4');
for (const [net, bits] of CLOSED_6) closed.addSubnet(net, bits, 'ipv6');
const open6 = new BlockList();
open6.addSubnet('2000::', 3, 'ipv6');

/** Whether an IP address is one of the open Internet. */
export function isPublicAddress(ip: string): boolean {
  const version = isIP(ip);
  if (version === 4) return !closed.check(ip, 'ipv4');
  return version === 6 && open6.check(ip, 'ipv6') && !closed.check(ip, 'ipv6');
}

/** The IP address that a URL names instead of a host; null for a host. */
export function addressIn({ hostname }: URL): string | null {
  const bare = hostname.replace(/^\[|\]$/g, '');
  return isIP(bare) ? bare : null;
}

/** Whether the operator named this host (`host`, or `host:port`) as one that may be within. */
export const isNamed = (url: URL, named: readonly string[]): boolean =>
  named.includes(url.hostname) || named.includes(url.host);

/**
 * What stands in the way of calling a URL, in Thai and English; null where nothing does that can be seen without resolving its host. `named`: hosts that may be within, and without
 * encryption.
 */
export function refusedUrl(text: string, named: readonly string[]): string | null {
  if (!URL.canParse(text)) return 'ที่อยู่ไม่ถูกต้อง / not an address';
  const url = new URL(text);
  if (url.username || url.password) return 'ห้ามมีชื่อหรือรหัสผ่านในที่อยู่ / no name or password in it';
  const within = isNamed(url, named);
  if (url.protocol !== 'https:' && !(within && url.protocol === 'http:')) return 'ต้องเป็น https / https alone';
  const ip = addressIn(url);
  if (ip !== null && !within && !isPublicAddress(ip)) return 'เป็นที่อยู่ภายในเครือข่าย / an address within a network';
  return null;
}
