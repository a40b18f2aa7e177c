import { describe, expect, it } from 'vitest';
import { isPublicAddress, refusedUrl } from '../../../src/shared/web-address.js';

describe('addresses of the Internet', () => {
  it.each([
    '8.8.8.8',
    '1.1.1.1',
    '172.15.255.255',
    '172.32.0.1',
    '100.128.0.1',
    '203.114.0.1',
    '2606:4700::1111',
    '2400:cb00::1',
  ])('%s is one', (ip) => expect(isPublicAddress(ip)).toBe(true));

  it.each([
    ...[
      '0.0.0.0',
      '10.1.2.3',
      '100.64.0.1',
      '127.0.0.1',
      '127.255.255.254',
      '169.254.169.254',
      '172.16.0.1',
      '172.31.255.255',
    ],
    ...['192.0.0.8', '192.168.0.1', '198.18.0.1', '224.0.0.1', '239.255.255.250', '240.0.0.1', '255.255.255.255'],
    ...['::', '::1', 'fe80::1', 'fe80::1%eth0', 'fd12::1', 'fc00::1', 'ff02::1', '::ffff:8.8.8.8', '::ffff:127.0.0.1'],
    ...['64:ff9b::7f00:1', '2002:7f00:1::', '2001::1', '2001:db8::1', 'localhost', ''],
  ])('%s is none', (ip) => expect(isPublicAddress(ip)).toBe(false));
});

describe('what is called', () => {
  const named = ['hooks.internal', '10.0.0.5:8080'];
  it.each([
    'https://receiver.example/hooks',
    'https://receiver.example:8443/hooks?key=1',
    'https://8.8.8.8/',
    'http://hooks.internal/x',
    'https://hooks.internal:9000/x',
    'http://10.0.0.5:8080/',
  ])('%s is', (url) => expect(refusedUrl(url, named)).toBeNull());

  it.each([
    ['http://receiver.example/', /https/],
    ['ftp://hooks.internal/', /https/],
    ['javascript:alert(1)', /https/],
    ['https://user@receiver.example/', /password/],
    ['https://10.0.0.5/', /network/],
    ['http://10.0.0.5:8081/', /https/],
    ['https://10.0.0.6:8080/', /network/],
    ['https://0/', /network/],
    ['https://127.1/', /network/],
    ['https://[fe80::1]/', /network/],
    ['receiver.example', /not an address/],
    ['', /not an address/],
  ])('%s is not', (url, why) => expect(refusedUrl(url, named)).toMatch(why));
});
