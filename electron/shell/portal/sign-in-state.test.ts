import { describe, expect, test } from 'vitest';
import {
  afterHint,
  asOf,
  hintOf,
  type PortalAnswer,
  type PortalSession,
  SeenRefusals,
} from './sign-in-state.ts';

const HOUR = 3_600_000;

function answer(fields: Partial<PortalAnswer>): PortalAnswer {
  const url = new URL('https://acme.idemeum.com/adminportal');
  return { url, status: 200, location: null, isDocument: true, hadCookies: true, ...fields };
}

describe('what an answer of the portal tells', () => {
  test('a page that is served to somebody with cookies: signed in', () => {
    expect(hintOf(answer({}))).toBe('signed-in');
    expect(hintOf(answer({ isDocument: false, url: new URL('https://acme.idemeum.com/api/me') }))).toBe(
      'signed-in',
    );
  });

  test('401, of a page or a call: signed out', () => {
    expect(hintOf(answer({ status: 401 }))).toBe('signed-out');
    expect(hintOf(answer({ status: 401, isDocument: false }))).toBe('signed-out');
  });

  test.each([
    'https://acme.idemeum.com/login?next=/adminportal',
    'https://acme.idemeum.com/oauth2/authorize',
    'https://login.microsoftonline.com/common',
  ])('a page that leads to %s: signed out', (location) => {
    expect(hintOf(answer({ status: 302, location: new URL(location) }))).toBe('signed-out');
  });

  test.each([
    ['nobody has cookies', { hadCookies: false }],
    ['the sign-in page itself', { url: new URL('https://acme.idemeum.com/signin') }],
    ['a page that moved', { status: 301, location: new URL('https://acme.idemeum.com/adminportal/') }],
    [
      'a picture that is elsewhere',
      { status: 302, isDocument: false, location: new URL('https://cdn.example/') },
    ],
    ['a failing server', { status: 503 }],
    ['a right that is missing', { status: 403 }],
  ])('%s: nothing', (_case, fields) => {
    expect(hintOf(answer(fields))).toBeNull();
  });
});

describe('the session that is kept', () => {
  const nobody: PortalSession = { tenant: 'acme', state: 'unknown', signedInAt: null, endsAt: null };

  test('a sign-in begins a session of the tenant’s length', () => {
    expect(afterHint(nobody, 'signed-in', 5 * HOUR, 8 * HOUR)).toEqual({
      tenant: 'acme',
      state: 'signed-in',
      signedInAt: 5 * HOUR,
      endsAt: 13 * HOUR,
    });
  });

  test('using the portal does not make the session longer', () => {
    const session = afterHint(nobody, 'signed-in', 0, 8 * HOUR);
    expect(afterHint(session, 'signed-in', 7 * HOUR, 8 * HOUR)).toEqual(session);
  });

  test('somebody who is let in after the end has signed in anew', () => {
    const session = afterHint(nobody, 'signed-in', 0, 8 * HOUR);
    expect(afterHint(session, 'signed-in', 9 * HOUR, 8 * HOUR).endsAt).toBe(17 * HOUR);
  });

  test('a session that was kept over a restart goes on', () => {
    const kept = { ...nobody, signedInAt: 2 * HOUR, endsAt: 10 * HOUR };
    expect(afterHint(kept, 'signed-in', 3 * HOUR, 8 * HOUR)).toMatchObject({
      state: 'signed-in',
      signedInAt: 2 * HOUR,
    });
  });

  test('signed out is signed out, and no hint changes nothing', () => {
    const session = afterHint(nobody, 'signed-in', 0, 8 * HOUR);
    expect(afterHint(session, 'signed-out', HOUR, 8 * HOUR)).toMatchObject({
      state: 'signed-out',
      endsAt: null,
    });
    expect(afterHint(session, null, HOUR, 8 * HOUR)).toBe(session);
  });
});

describe('a page that is made of calls', () => {
  const call = (path: string, status: number) =>
    answer({ url: new URL(path, 'https://acme.idemeum.com'), status, isDocument: false });

  test('is signed out while one of them is refused, whatever is answered to anybody', () => {
    const seen = new SeenRefusals();
    expect(seen.hint(call('/api/me', 401))).toBe('signed-out');
    expect(seen.hint(call('/api/branding', 200))).toBeNull();
    expect(seen.hint(call('/api/me?again', 200))).toBe('signed-in');
    expect(seen.hint(call('/api/branding', 200))).toBe('signed-in');
  });

  test('begins afresh with another page', () => {
    const seen = new SeenRefusals();
    seen.hint(call('/api/me', 401));
    expect(seen.hint(answer({}))).toBe('signed-in');
  });
});

test('a session whose time is over is known no more', () => {
  const session = afterHint(
    { tenant: 'acme', state: 'unknown', signedInAt: null, endsAt: null },
    'signed-in',
    0,
    HOUR,
  );
  expect(asOf(session, HOUR - 1)).toBe(session);
  expect(asOf(session, HOUR)).toMatchObject({ state: 'unknown', endsAt: null });
});
