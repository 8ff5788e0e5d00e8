import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { obstacleTo, valueAt } from './json-pointer.ts';

/** The document of RFC 6901, section 5. */
const document = { foo: ['bar', 'baz'], '': 0, 'a/b': 1, 'c%d': 2, 'm~n': 8, ' ': 7, '~1': 9 };

describe('valueAt', () => {
  it.each([
    ['', document],
    ['/foo', ['bar', 'baz']],
    ['/foo/0', 'bar'],
    ['/', 0],
    ['/a~1b', 1],
    ['/c%d', 2],
    ['/m~0n', 8],
    ['/ ', 7],
    ['/~01', 9],
    ['/foo/2', undefined],
    ['/foo/01', undefined],
    ['/foo/-', undefined],
    ['/foo/length', undefined],
    ['/foo/0/length', undefined],
    ['/nothing/here', undefined],
  ])('%j', (pointer, expected) => {
    expect(valueAt(document, pointer)).toEqual(expected);
  });

  it.each(['/__proto__', '/constructor', '/toString', '/foo/map', '/constructor/name'])(
    'finds nothing on a prototype: %s',
    (pointer) => {
      expect(valueAt(document, pointer)).toBeUndefined();
    },
  );

  it('finds every key of any JSON and never throws', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.string(), (json, pointer) => {
        valueAt(json, `/${pointer}`);
        for (const [key, value] of Object.entries(json)) {
          const escaped = key.replaceAll('~', '~0').replaceAll('/', '~1');
          expect(valueAt(json, `/${escaped}`)).toBe(value);
        }
      }),
    );
  });
});

describe('obstacleTo', () => {
  it.each([
    [{ a: 'text' }, '/a/b', 'text'],
    [{ a: [1] }, '/a/b', [1]],
    [{ a: { b: 1 } }, '/a/b', undefined],
    [{ a: null }, '/a/b', undefined],
    [{}, '/a/b', undefined],
    [{ a: [{ b: 1 }] }, '/a/0/b', undefined],
  ])('of %j on the way to %s is %j', (json, pointer, obstacle) => {
    expect(obstacleTo(json, pointer)).toEqual(obstacle);
  });
});
