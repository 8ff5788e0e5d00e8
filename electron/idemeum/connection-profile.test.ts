import { describe, expect, it } from 'vitest';
import { parseProfile } from '../../shared/domain/connection-profile.ts';
import profileJson from './default-profile.json' with { type: 'json' };
import { defaultProfile } from './default-profile.ts';

function copy() {
  return structuredClone(profileJson);
}

function problemsOf(json: unknown): readonly string[] {
  const parsed = parseProfile(json);
  return 'problems' in parsed ? parsed.problems : [];
}

function withDecidePath(path: string): unknown {
  const json = copy();
  json.operations.decideElevationRequest.path = path;
  return json;
}

describe('the shipped profile', () => {
  it('comes through the check whole', () => {
    expect(defaultProfile()).toEqual(profileJson);
  });

  it('follows the documented conventions for path and media type', () => {
    const { listCustomers, listElevationRequests, decideElevationRequest } = profileJson.operations;
    for (const { path } of [listCustomers, listElevationRequests, decideElevationRequest]) {
      expect(path).toMatch(/^\/api\/integrations\//u);
    }
    const types = [listCustomers.accept, listElevationRequests.accept, decideElevationRequest.contentType];
    for (const type of types) expect(type).toMatch(/^application\/vnd\.dvmi\..+\+json$/u);
  });
});

describe('what a profile may leave out', () => {
  it.each([
    { name: 'no operations', auth: 'oauth2', operations: {} },
    { name: 'session', auth: 'session', operations: {} },
    {
      name: 'one page without query',
      auth: 'oauth2',
      operations: {
        listCustomers: { method: 'POST', path: '/graph', items: '', fields: { name: '/n' } },
      },
    },
  ])('$name', (json) => {
    expect(parseProfile(json)).toEqual({ profile: json });
  });
});

describe('findings', () => {
  it.each([[null], [[]], [3], ['x'], [undefined]])('%j is no profile', (json) => {
    expect(problemsOf(json)).toEqual([expect.stringMatching(/^the profile: found .+, expected an object$/u)]);
  });

  it('name the place, what was found and what is expected', () => {
    const json = copy();
    json.operations.listCustomers.method = 'FETCH';
    json.operations.listCustomers.items = 'customers';
    json.operations.listElevationRequests.values.status.PENDING = 'waiting';
    expect(problemsOf({ ...json, nmae: 1 })).toEqual([
      'operations.listCustomers.method: found "FETCH", expected "GET" or "POST"',
      'operations.listCustomers.items: found "customers", expected a JSON pointer such as "/user/name", or "" for the whole',
      'operations.listElevationRequests.values.status.PENDING: found "waiting", expected "pending" or "approved" or "denied" or "expired" or "cancelled"',
      'nmae: found an unknown key, expected only $comment, name, auth, operations',
    ]);
  });

  it('are ten at most', () => {
    const extra = Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`key${index}`, index]));
    const problems = problemsOf({ ...copy(), ...extra });
    expect(problems).toHaveLength(10);
    expect(problems.at(-1)).toBe('… and 21 more');
  });

  it('quote no long text', () => {
    expect(problemsOf({ ...copy(), auth: 'x'.repeat(5_000) }).join('').length).toBeLessThan(200);
  });

  it.each([
    '//evil.example/{id}',
    '/a/../{id}',
    '/{id}/..',
    '/a/%2e%2e/{id}',
    '/a\\{id}',
    '/\t/evil/{id}',
    '/a/{id}?b=c',
    '/a/{id}#b',
    'api/{id}',
    'https://evil.example/{id}',
  ])('path %j leaves the tenant or is rewritten by a URL', (path) => {
    expect(problemsOf(withDecidePath(path))).toContainEqual(
      expect.stringMatching(/decideElevationRequest\.path: found .* expected a path on the tenant/u),
    );
  });

  it('unknown placeholders', () => {
    expect(problemsOf(withDecidePath('/a/{id}/{page}'))).toEqual([
      'operations.decideElevationRequest.path: found "/a/{id}/{page}", expected only the placeholders {id}, {decision}, {scope}',
    ]);
  });

  it('a decision that would not name its request', () => {
    expect(problemsOf(withDecidePath('/a'))).toEqual([
      'operations.decideElevationRequest: found an object, expected {id} in the path, the query or the body',
    ]);
  });

  it('pages that would be lost', () => {
    const json = copy();
    const { next: _, ...listCustomers } = json.operations.listCustomers;
    const requests = { ...json.operations.listElevationRequests, query: { updatedSince: '{cursor}' } };
    const operations = { ...json.operations, listCustomers, listElevationRequests: requests };
    expect(problemsOf({ ...json, operations })).toEqual([
      expect.stringContaining('operations.listCustomers.next: found nothing, expected the JSON pointer'),
      expect.stringContaining('operations.listElevationRequests.query: found an object, expected an entry'),
    ]);
  });

  it.each(['pending', 'Pen_ding', 'PEND-ING'])('one word with two meanings, PENDING and %s', (spelling) => {
    const json = copy();
    Object.assign(json.operations.listElevationRequests.values.status, { [spelling]: 'denied' });
    expect(problemsOf(json)).toEqual([expect.stringContaining('values.status: found an object')]);
  });

  it('headers that would break the request', () => {
    const json = copy();
    json.operations.listCustomers.accept = 'text/plain\r\nX-Evil: 1';
    expect(problemsOf(json)).toEqual([expect.stringContaining('expected a media type')]);
  });
});
