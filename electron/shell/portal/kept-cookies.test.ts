import type { Cookie, CookiesSetDetails } from 'electron';
import { expect, test } from 'vitest';
import { keepCookies } from './kept-cookies.ts';

const TENANT = new URL('https://acme.idemeum.com');
const ENDS_AT = Date.UTC(2026, 2, 4, 18);

/** A cookie without an end, as Chromium lists it. */
const cookieOf = (parts: Partial<Cookie>): Cookie => ({
  name: 'sid',
  value: 'v',
  domain: 'acme.idemeum.com',
  hostOnly: true,
  path: '/',
  secure: true,
  httpOnly: true,
  session: true,
  sameSite: 'lax',
  ...parts,
});

async function keptOf(...cookies: readonly Cookie[]): Promise<CookiesSetDetails[]> {
  const kept: CookiesSetDetails[] = [];
  const set = async (details: CookiesSetDetails) => void kept.push(details);
  await keepCookies({ get: async () => [...cookies], set }, TENANT, ENDS_AT);
  return kept;
}

test('a cookie of the portal that names no end lives as long as the session, and is otherwise what it was', async () => {
  expect(await keptOf(cookieOf({ path: '/portal' }))).toEqual([
    {
      url: 'https://acme.idemeum.com/portal',
      name: 'sid',
      value: 'v',
      path: '/portal',
      secure: true,
      httpOnly: true,
      sameSite: 'lax',
      expirationDate: ENDS_AT / 1_000,
    },
  ]);
});

test.each([
  ['a customer’s portal', 'contoso-acme.idemeum.com', 'https://contoso-acme.idemeum.com/'],
  ['the domain above', '.idemeum.com', 'https://acme.idemeum.com/'],
])('so does one of %s, for the hosts that it was for', async (_, domain, url) => {
  expect(await keptOf(cookieOf({ domain, hostOnly: false }))).toMatchObject([{ url, domain }]);
});

test.each([
  ['names its end itself', { session: false, expirationDate: 1_900_000_000 }],
  ['is an identity provider’s', { domain: 'login.microsoftonline.com' }],
  ['is another MSP’s', { domain: 'other.idemeum.com' }],
  ['has no host', { domain: '' }],
])('one that %s stays as it is', async (_, parts) => {
  expect(await keptOf(cookieOf(parts))).toEqual([]);
});
