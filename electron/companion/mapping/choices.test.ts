import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { MappingChoice } from '../../../shared/domain/mapping.ts';
import { Desk } from '../../../test/support/desk.ts';

let desk: Desk;

beforeEach(async () => {
  desk = new Desk();
  desk.halo.clients = [
    { id: 11, name: 'Contoso Ltd', inactive: false },
    { id: 12, name: 'Fabrikam Holding', inactive: false },
  ];
  desk.idemeum.put({ id: 'r1', customerName: 'contoso', customerDisplayName: 'Contoso Ltd' });
  desk.idemeum.put({ id: 'r2', customerName: 'fabrikam', customerDisplayName: 'Fabrikam' });
  await desk.pass();
});
afterEach(() => desk.dispose());

const mapping = async () => (await desk.companion()).mapping;
const rowOf = async (customerKey: string) => await (await mapping()).get(customerKey);

describe('a row of the list', () => {
  test('says why a customer has no client, in words that say what to do', async () => {
    expect(await rowOf('name:fabrikam')).toMatchObject({
      state: 'unmatched',
      note: 'No active Halo client is named “Fabrikam” or “fabrikam”. Choose one, or create the client in Halo.',
      mappedBy: null,
    });
  });

  test('says who has chosen the client, and nothing of that where it was found by name', async () => {
    await desk.assign('name:fabrikam', 12);
    expect(await rowOf('name:fabrikam')).toMatchObject({
      state: 'manual',
      note: null,
      mappedBy: 'tina@msp.example',
    });
    expect(await rowOf('name:contoso')).toMatchObject({ state: 'by-display-name', mappedBy: null });
  });
});

describe('a choice by hand', () => {
  test('of the client that was found by name holds from then on, until it is taken back', async () => {
    expect(await desk.assign('name:contoso', 11)).toMatchObject({ changed: 1, refused: [] });
    expect(await rowOf('name:contoso')).toMatchObject({ state: 'manual', haloClientId: 11 });
    expect(await (await mapping()).undo()).toEqual({ changed: 1, refused: [] });
    expect(await rowOf('name:contoso')).toMatchObject({
      state: 'by-display-name',
      haloClientId: 11,
      mappedBy: null,
    });
  });

  test.each<[string, MappingChoice, string]>([
    ['of a client', { kind: 'client', haloClientId: 12 }, 'manual'],
    ['to ignore it', { kind: 'ignored' }, 'ignored'],
  ])(
    '%s can be made and taken back for a customer that was only just learned of',
    async (_, choice, state) => {
      await (await desk.journal()).customers.upsert(
        { key: 'name:zeppelin', name: 'zeppelin', displayName: 'Zeppelin' },
        desk.clock.now(),
      );
      const before = await rowOf('name:zeppelin');
      expect(before).toMatchObject({ state: 'unmatched', haloClientId: null, note: null, mappedBy: null });
      const order = {
        customerKey: 'name:zeppelin',
        choice,
        expected: { state: 'unmatched', haloClientId: null },
      } as const;
      expect(await (await mapping()).choose([order], null)).toMatchObject({ changed: 1, refused: [] });
      expect(await rowOf('name:zeppelin')).toMatchObject({ state });
      expect(await (await mapping()).undo()).toEqual({ changed: 1, refused: [] });
      expect(await rowOf('name:zeppelin')).toMatchObject({ state: 'unmatched', haloClientId: null });
    },
  );
});
