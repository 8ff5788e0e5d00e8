import { describe, expect, test } from 'vitest';
import { matchAsset } from './lookups.ts';

const asset = (id: number, ...names: string[]) => ({ id, clientId: 1, names });

describe('the asset of a device', () => {
  test.each([
    ['equal but for case', 'pc-1', [asset(1, 'PC-1')], { kind: 'one', assetId: 1 }],
    ['contains is not equal', 'PC-1', [asset(1, 'PC-10'), asset(2, 'XPC-1')], { kind: 'none' }],
    ['domain suffix on the device', 'PC-1.contoso.local', [asset(1, 'PC-1')], { kind: 'one', assetId: 1 }],
    ['domain suffix on the asset', 'PC-1', [asset(1, 'pc-1.contoso.local')], { kind: 'one', assetId: 1 }],
    ['different suffixes on both', 'PC-1.a.local', [asset(1, 'PC-1.b.local')], { kind: 'none' }],
    ['any of the fields', 'PC-1', [asset(1, '00017', 'PC-1')], { kind: 'one', assetId: 1 }],
    [
      'the exact one before one with a suffix',
      'PC-1',
      [asset(1, 'PC-1.x'), asset(2, 'PC-1')],
      { kind: 'one', assetId: 2 },
    ],
    [
      'the exact one before one with a suffix, by any of the fields',
      'PC-1',
      [asset(1, 'PC-1.x'), asset(2, '00017', 'PC-1')],
      { kind: 'one', assetId: 2 },
    ],
    [
      'domain suffix on any of the fields',
      'PC-1',
      [asset(1, '00017', 'PC-1.contoso.local')],
      { kind: 'one', assetId: 1 },
    ],
    [
      'two of the same name are none',
      'PC-1',
      [asset(1, 'PC-1'), asset(2, 'pc-1')],
      { kind: 'several', count: 2 },
    ],
    [
      'a name that is only a domain is no asset without a name',
      '.contoso.local',
      [asset(1, '')],
      { kind: 'none' },
    ],
    ['nothing there', 'PC-1', [], { kind: 'none' }],
  ])('%s', (_, device, assets, expected) => {
    expect(matchAsset(assets, device)).toEqual(expected);
  });
});
