import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fillBody, fillPath, fillQuery } from './templates.ts';

describe('fillPath', () => {
  it.each([
    ['plain', '/a/plain/b'],
    ['../x', '/a/..%2Fx/b'],
    ['a/b', '/a/a%2Fb/b'],
    ['%2e', '/a/%252e/b'],
    ['a?b#c', '/a/a%3Fb%23c/b'],
    ['{decision}', '/a/%7Bdecision%7D/b'],
    ['..', null],
    ['.', null],
    ['', null],
    ['\uD800', null],
  ])('id %j', (id, expected) => {
    expect(fillPath('/a/{id}/b', { id, decision: 'X' })).toBe(expected);
  });

  it('keeps any id within its segment', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (id) => {
        const path = fillPath('/a/{id}/b', { id });
        if (path === null) return;
        const url = new URL(path, 'https://acme.example');
        expect(url.pathname).toBe(path);
        expect(decodeURIComponent(url.pathname.split('/')[2] ?? '')).toBe(id);
      }),
    );
  });
});

describe('fillQuery', () => {
  it('leaves out what has no value', () => {
    const template = { updatedSince: '{cursor}', page: '{page}', kind: 'all' };
    expect(fillQuery(template, { cursor: null, page: 1 })).toEqual({ page: '1', kind: 'all' });
  });
});

describe('fillBody', () => {
  it('leaves out keys without a value, keeps numbers and never fills in twice', () => {
    const template = {
      comment: '{comment}',
      note: 'by {email}: {comment}',
      ids: ['{id}', '{comment}'],
      page: '{page}',
      fixed: [true, null, 3],
    };
    expect(fillBody(template, { comment: null, email: null, id: '{page}', page: 2 })).toEqual({
      note: 'by : ',
      ids: ['{page}'],
      page: 2,
      fixed: [true, null, 3],
    });
  });
});
