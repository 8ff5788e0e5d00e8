import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Desk } from '../../../test/support/desk.ts';

let desk: Desk;

beforeEach(async () => {
  desk = new Desk();
  desk.halo.clients = [
    { id: 12, name: 'Fabrikam Holding', inactive: false },
    { id: 13, name: 'Northwind', inactive: false },
    { id: 15, name: 'NORTHWIND', inactive: false },
  ];
  desk.idemeum.put({ id: 'r1', customerName: 'c0', customerDisplayName: 'Fabrikam' });
  await desk.pass();
});
afterEach(() => desk.dispose());

async function dry(line: string) {
  const { mapping } = await desk.companion();
  const { lines } = await mapping.planImport(`idemeum name,Halo client id,Halo client name\n${line}`);
  return lines.map(({ verdict, text }) => [verdict, text]);
}

describe('a line of the file', () => {
  test('names its client by the id in Halo', async () => {
    expect(await dry('c0,12,')).toEqual([['would-change', 'The Halo client “Fabrikam Holding” (#12).']]);
  });

  test.each(['+12', '12.0', '1.2e1', '0x0c12', '#12', '12 or 13', '0000000000000012'])(
    'with the id “%s”, which is more than digits or more of them than an id has, names no client',
    async (id) => {
      const said = `Halo has no active client with the id ${id}. Check the number.`;
      expect(await dry(`c0,${id},`)).toEqual([['not-possible', said]]);
    },
  );

  test('that has a whole text for the id is refused with the beginning of it', async () => {
    const said = `Halo has no active client with the id ${'7'.repeat(40)}. Check the number.`;
    expect(await dry(`c0,${'7'.repeat(300)},`)).toEqual([['not-possible', said]]);
  });

  test('with a name that several clients have is refused, unless it gives the id too', async () => {
    const said = 'Halo has several clients of this name. Give the id too.';
    expect(await dry('c0,,Northwind')).toEqual([['not-possible', said]]);
    expect(await dry('c0,15,Northwind')).toEqual([['would-change', 'The Halo client “NORTHWIND” (#15).']]);
  });
});
