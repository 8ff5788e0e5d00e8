import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { deepLinkIn, parseDeepLink } from './deep-link.ts';

describe('deep links', () => {
  test.each([
    ['idemeum-companion://request/req-1', { screen: 'request', requestId: 'req-1' }],
    ['idemeum-companion://request/req-1/', { screen: 'request', requestId: 'req-1' }],
    ['IDEMEUM-COMPANION://request/a%2Fb%20c', { screen: 'request', requestId: 'a/b c' }],
    ['idemeum-companion://customer/name%3Acontoso', { screen: 'customer', customerKey: 'name:contoso' }],
    ['idemeum-companion://customer/%C3%84rzte', { screen: 'customer', customerKey: 'Ärzte' }],
  ])('%s shows something', (link, destination) => {
    expect(parseDeepLink(link)).toEqual(destination);
  });

  test.each([
    'https://request/req-1',
    'idemeum-companion://request/',
    'idemeum-companion://request',
    'idemeum-companion:request/req-1',
    'idemeum-companion://approve/req-1',
    'idemeum-companion://request/req-1/approve',
    'idemeum-companion://request/req-1?verdict=approve',
    'idemeum-companion://request/req-1#approve',
    'idemeum-companion://user:pass@request/req-1',
    'idemeum-companion://request:80/req-1',
    'idemeum-companion://request/%E0%A4%A',
    'idemeum-companion://request/a%00b',
    'idemeum-companion://request/a%E2%80%AEb',
    `idemeum-companion://request/${'x'.repeat(501)}`,
    '--data=/tmp',
    '',
  ])('%s shows nothing', (link) => {
    expect(parseDeepLink(link)).toBeNull();
  });

  test('any id that is one comes back as it was', () => {
    const id = fc
      .string({ minLength: 1, maxLength: 100, unit: 'grapheme' })
      .filter((text) => !/\p{C}/u.test(text));
    fc.assert(
      fc.property(id, (requestId) => {
        const link = `idemeum-companion://request/${encodeURIComponent(requestId)}`;
        // A path of dots is a way up to every parser of addresses.
        const expected = /^\.{1,2}$/u.test(requestId) ? null : { screen: 'request', requestId };
        expect(parseDeepLink(link)).toEqual(expected);
      }),
    );
  });

  test('no text at all makes it fail', () => {
    fc.assert(fc.property(fc.string(), (text) => void parseDeepLink(text)));
    fc.assert(fc.property(fc.string(), (text) => void parseDeepLink(`idemeum-companion://${text}`)));
  });

  test('the link is found among what an operating system hands over', () => {
    expect(deepLinkIn(['electron', '--allow-x', 'idemeum-companion://request/r1'])).toBe(
      'idemeum-companion://request/r1',
    );
    expect(deepLinkIn(['electron', '--data', '/tmp/x'])).toBeNull();
  });
});
