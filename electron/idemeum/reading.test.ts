import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ElevationRequest } from '../../shared/domain/elevation-request.ts';
import { LISTED_REQUEST } from '../../test/support/samples.ts';
import { defaultProfile } from './default-profile.ts';
import { readCustomer, readRequest } from './reading.ts';

const { listElevationRequests, listCustomers } = lists();

function lists() {
  const { listElevationRequests, listCustomers } = defaultProfile().operations;
  if (!listElevationRequests || !listCustomers) throw new Error('The default profile lists both.');
  return { listElevationRequests, listCustomers };
}

const decision = {
  by: { name: 'Tec', email: 'tec@acme.example' },
  scope: 'ONCE',
  elevationType: 'ADMIN',
  comment: 'fine',
  at: '2026-03-04T06:00:00Z',
};

function requestOf(item: unknown): ElevationRequest | null {
  const read = readRequest(item, listElevationRequests);
  return 'value' in read ? read.value : null;
}

function reasonOf(item: unknown): string {
  const read = readRequest(item, listElevationRequests);
  return 'malformed' in read ? read.malformed.reason : 'was understood';
}

describe('a good item', () => {
  it('is read whole', () => {
    expect(requestOf({ ...LISTED_REQUEST, status: 'APPROVED', decision })).toEqual({
      id: 'er-1',
      status: 'approved',
      customerName: 'contoso',
      customerDisplayName: 'Contoso Ltd',
      userName: 'Ada',
      userEmail: 'ada@contoso.example',
      device: 'PC-1',
      operatingSystem: 'Windows 11',
      application: '7-Zip',
      fileName: '7z.exe',
      path: 'C:\\7z.exe',
      publisher: 'Igor',
      hash: 'ab12',
      reason: 'Need it',
      createdAt: Date.UTC(2026, 2, 4, 5, 6, 7, 89),
      updatedAt: Date.UTC(2026, 2, 4, 5, 6, 7, 89),
      portalUrl: 'https://contoso-acme.idemeum.com/r/1',
      decision: {
        byName: 'Tec',
        byEmail: 'tec@acme.example',
        scope: 'once',
        elevationType: 'admin',
        comment: 'fine',
        at: Date.UTC(2026, 2, 4, 6),
      },
    });
  });

  it('may be as small as id, status and customer', () => {
    const request = requestOf({ id: 7, status: ' pending ', customerName: 'contoso' });
    expect(request).toMatchObject({ id: '7', status: 'pending', device: null, createdAt: null });
    expect(request?.decision).toEqual({
      byName: null,
      byEmail: null,
      scope: null,
      elevationType: null,
      comment: null,
      at: null,
    });
  });

  it.each(['ALL_CUSTOMERS', 'all-customers', 'All customers', ' allCustomers '])(
    'is understood however a word of it is spelt: %j',
    (scope) => {
      expect(requestOf({ ...LISTED_REQUEST, decision: { scope } })?.decision.scope).toBe('all-customers');
    },
  );

  it('keeps its id to the letter', () => {
    expect(requestOf({ ...LISTED_REQUEST, id: ' Er/1 ' })?.id).toBe(' Er/1 ');
  });

  it('takes empty texts for none, numbers for descriptions, and cleans', () => {
    const request = requestOf({
      ...LISTED_REQUEST,
      user: { name: ' \t ', email: '' },
      endpoint: { name: 'PC\u00001\n', os: 11 },
      application: { ...LISTED_REQUEST.application, fileName: 'invoice\u202Efdp.exe', publisher: 'A\uD800B' },
      reason: 'one\r\ntwo\u0007',
      decision: { scope: ' ', elevationType: null },
    });
    expect(request).toMatchObject({
      userName: null,
      userEmail: null,
      device: 'PC1',
      operatingSystem: '11',
      fileName: 'invoicefdp.exe',
      publisher: 'A\uFFFDB',
      reason: 'one\ntwo',
    });
    expect(request?.decision).toMatchObject({ scope: null, elevationType: null });
  });

  it.each([
    [{ email: 'ada' }, { userName: 'ada', userEmail: null }],
    [
      { name: 'Ada', email: 'n/a' },
      { userName: 'Ada', userEmail: null },
    ],
    [{ email: 'ada@contoso.example' }, { userName: null, userEmail: 'ada@contoso.example' }],
  ])('is read though its person has no e-mail address but something else: %j', (user, expected) => {
    const by = { name: null, email: 'ACME\\tec' };
    const request = requestOf({ ...LISTED_REQUEST, user, status: 'APPROVED', decision: { by } });
    expect(request).toMatchObject(expected);
    expect(request?.decision).toMatchObject({ byName: 'ACME\\tec', byEmail: null });
  });

  it.each([1_767_225_600_000, 1_767_225_600, 1_767_225_600_000.9])(
    'may say its times in numbers: %d',
    (at) => {
      const request = requestOf({ ...LISTED_REQUEST, createdAt: at, decision: { at } });
      expect(request).toMatchObject({ createdAt: 1_767_225_600_000, decision: { at: 1_767_225_600_000 } });
    },
  );

  it('may number or flag its status, as the profile says', () => {
    const values = { status: { 0: 'pending', 1: 'approved', true: 'denied' } } as const;
    const statusOf = (status: unknown) => {
      return readRequest({ ...LISTED_REQUEST, status }, { fields: listElevationRequests.fields, values });
    };
    expect([0, '1', true].map(statusOf)).toMatchObject([
      { value: { status: 'pending' } },
      { value: { status: 'approved' } },
      { value: { status: 'denied' } },
    ]);
    expect(statusOf(2)).toMatchObject({
      malformed: { reason: 'status is a number; the connection profile knows 0, 1, true' },
    });
  });

  it('is cut, never through a letter', () => {
    const request = requestOf({
      ...LISTED_REQUEST,
      reason: 'r'.repeat(9_000),
      application: { name: `${'a'.repeat(999)}😀` },
    });
    expect(request?.reason).toHaveLength(4_000);
    expect(request?.application).toBe('a'.repeat(999));
  });

  it.each([
    ['https://contoso.idemeum.com/a b', 'https://contoso.idemeum.com/a%20b'],
    ['http://127.0.0.1:8080/r', 'http://127.0.0.1:8080/r'],
    ['http://[::1]/r', 'http://[::1]/r'],
    ['http://localhost/r', 'http://localhost/r'],
    ['http://contoso.idemeum.com/r', null],
    ['http://127.0.0.1.evil.example/r', null],
    ['https://idemeum.com@evil.example/r', null],
    ['javascript:alert(1)', null],
    ['file:///etc/passwd', null],
    ['/r/1', null],
    [`https://a.example/${'x'.repeat(3_000)}`, null],
  ])('link %j', (portalUrl, expected) => {
    expect(requestOf({ ...LISTED_REQUEST, portalUrl })?.portalUrl).toBe(expected);
  });
});

describe('a malformed item', () => {
  it.each([
    [{ ...LISTED_REQUEST, id: undefined }, 'id is missing; a text or a whole number is expected'],
    [{ ...LISTED_REQUEST, id: ' ' }, 'id is an empty text; a text or a whole number is expected'],
    [
      { ...LISTED_REQUEST, id: 1.5 },
      'id is a number that is not whole or too large to be exact; a text is expected',
    ],
    [
      { ...LISTED_REQUEST, id: 2 ** 53 },
      'id is a number that is not whole or too large to be exact; a text is expected',
    ],
    [{ ...LISTED_REQUEST, id: ['a'] }, 'id is a list; a text or a whole number is expected'],
    [{ ...LISTED_REQUEST, id: 'x'.repeat(501) }, 'id is a text of 501 characters; at most 500 are expected'],
    [{ ...LISTED_REQUEST, id: 'a\nb' }, 'id holds control characters; a plain text is expected'],
    [
      { ...LISTED_REQUEST, status: 'FOO' },
      'status is "FOO"; the connection profile knows PENDING, APPROVED, DENIED, EXPIRED, CANCELLED',
    ],
    [
      { ...LISTED_REQUEST, status: 'Ada is waiting' },
      /^status is an unknown text of 14 characters; the connection/u,
    ],
    [{ ...LISTED_REQUEST, status: null }, /^status is null; the connection profile knows PENDING/u],
    [{ ...LISTED_REQUEST, status: 3 }, /^status is a number; /u],
    [{ ...LISTED_REQUEST, status: 'constructor' }, /^status is "constructor"; /u],
    [
      { ...LISTED_REQUEST, customerName: null, customerDisplayName: ' ' },
      'customerName and customerDisplayName are missing; at least one of them is expected',
    ],
    [{ ...LISTED_REQUEST, customerName: 5 }, 'customerName is a number; a text is expected'],
    [{ ...LISTED_REQUEST, user: { name: {} } }, 'userName is an object; a text is expected'],
    [{ ...LISTED_REQUEST, user: { email: 5 } }, 'userEmail is a number; a text is expected'],
    [{ ...LISTED_REQUEST, endpoint: { name: true } }, 'device is true or false; a text is expected'],
    [{ ...LISTED_REQUEST, endpoint: { os: {} } }, 'operatingSystem is an object; a text is expected'],
    [{ ...LISTED_REQUEST, application: { name: 7 } }, 'application is a number; a text is expected'],
    [{ ...LISTED_REQUEST, application: { sha256: false } }, 'hash is true or false; a text is expected'],
    [{ ...LISTED_REQUEST, reason: ['x'] }, 'reason is a list; a text is expected'],
    [{ ...LISTED_REQUEST, portalUrl: 5 }, 'portalUrl is a number; a text is expected'],
    [{ ...LISTED_REQUEST, createdAt: 176 }, 'createdAt is a number; a text is expected'],
    [
      { ...LISTED_REQUEST, updatedAt: 'soon' },
      'updatedAt is a text that is no time between 2000 and 2200; ISO 8601 is expected',
    ],
    [
      { ...LISTED_REQUEST, decision: { scope: 'EVER' } },
      /^decisionScope is "EVER"; .*knows ONCE, TENANT, ALL_CUSTOMERS$/u,
    ],
    [
      { ...LISTED_REQUEST, decision: { elevationType: 1 } },
      /^elevationType is a number; .*knows ADMIN, USER$/u,
    ],
    [{ ...LISTED_REQUEST, decision: { comment: {} } }, 'decisionComment is an object; a text is expected'],
    [{ ...LISTED_REQUEST, decision: { by: { name: 1 } } }, 'decidedByName is a number; a text is expected'],
    [
      { ...LISTED_REQUEST, id: 5.5, reason: true },
      /^id is .*; reason is true or false; a text is expected$/u,
    ],
    ['text', 'the item is a text; an object is expected'],
    [null, 'the item is null; an object is expected'],
  ])('case %#', (item, reason) => {
    expect(reasonOf(item)).toEqual(typeof reason === 'string' ? reason : expect.stringMatching(reason));
  });

  it('is known by its id, else by what came', () => {
    const byId = readRequest({ ...LISTED_REQUEST, status: 'FOO' }, listElevationRequests);
    expect(byId).toMatchObject({ malformed: { key: 'id:er-1', itemId: 'er-1' } });
    const byHash = readRequest(['x'], listElevationRequests);
    expect(byHash).toMatchObject({
      malformed: { key: expect.stringMatching(/^hash:[0-9a-f]{16}$/u), itemId: null },
    });
    expect(readRequest(['x'], listElevationRequests)).toEqual(byHash);
  });

  it('may be nested deeper than JSON can be written', () => {
    const depth = 200_000;
    const item: unknown = JSON.parse(`${'['.repeat(depth)}${']'.repeat(depth)}`);
    expect(reasonOf(item)).toBe('the item is a list; an object is expected');
  });
});

/** JSON that looks like an item, with anything in its places. */
const anyItem = fc.oneof(
  fc.jsonValue(),
  fc.record(
    Object.fromEntries(
      [...Object.keys(LISTED_REQUEST), 'decision'].map((key) => [
        key,
        fc.oneof(
          fc.jsonValue(),
          fc.string({ unit: 'binary' }),
          fc.constant(Reflect.get(LISTED_REQUEST, key)),
          fc.constant(decision),
        ),
      ]),
    ),
    { requiredKeys: [] },
  ),
);

describe('any JSON', () => {
  it('becomes a request that holds to its schema or a malformed item', () => {
    fc.assert(
      fc.property(anyItem, (item) => {
        const read = readRequest(item, listElevationRequests);
        if ('malformed' in read) {
          expect(read.malformed.reason).not.toBe('');
          return;
        }
        expect(ElevationRequest.parse(read.value)).toEqual(read.value);
        const texts = Object.values({ ...read.value, ...read.value.decision }).filter(
          (value) => typeof value === 'string',
        );
        for (const text of texts) {
          expect(text.isWellFormed()).toBe(true);
          expect(text).toMatch(/^[\P{Cc}\n]{1,4000}$/u);
        }
        expect(read.value.customerName ?? read.value.customerDisplayName).not.toBeNull();
      }),
      { numRuns: 500 },
    );
  });
});

describe('customers', () => {
  it.each([
    [{ id: 3, name: 'a', displayName: 'A' }, { value: { id: '3', name: 'a', displayName: 'A' } }],
    [{ displayName: 'A' }, { value: { id: null, name: null, displayName: 'A' } }],
    [{ id: 'x' }, { malformed: { key: 'id:x', reason: expect.stringContaining('name and displayName') } }],
    [{ id: 'x', name: 1 }, { malformed: { reason: 'name is a number; a text is expected' } }],
    [[], { malformed: { reason: 'the item is a list; an object is expected' } }],
  ])('%j', (item, expected) => {
    expect(readCustomer(item, listCustomers)).toMatchObject(expected);
  });
});
