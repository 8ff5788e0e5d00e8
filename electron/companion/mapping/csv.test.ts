import { DatabaseSync } from 'node:sqlite';
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

describe('a line about a customer', () => {
  const COLUMNS = 'idemeum display name,idemeum name,mapping,Halo client id';
  const plan = async (...lines: string[]) =>
    await (await desk.companion()).mapping.planImport([COLUMNS, ...lines].join('\n'));
  const said = async (...lines: string[]) =>
    (await plan(...lines)).lines.map(({ customer, verdict }) => [customer, verdict]);
  const CHANGES = [['Fabrikam', 'would-change']];
  const SAME = [['Fabrikam', 'same']];

  test('changes what was chosen by hand, and is the same where that is what it says', async () => {
    expect(await said(',c0,,')).toEqual(SAME);
    await desk.assign('name:c0', 12);
    expect(await said(',c0,manual,12')).toEqual(SAME);
    expect(await said(',c0,,')).toEqual(CHANGES);
    const { orders } = await plan(',c0, IGNORED ,');
    await (await desk.companion()).mapping.choose(orders, null);
    expect(await said(',c0,ignored,')).toEqual(SAME);
    expect(await said(',c0,,')).toEqual(CHANGES);
    expect((await plan(',c0,ignored,')).orders).toEqual([]);
  });

  test('mends a mapping that broke, with the very client that it had', async () => {
    await desk.assign('name:c0', 12);
    for (const inactive of [true, false]) {
      desk.halo.clients = [{ id: 12, name: 'Fabrikam Holding', inactive }];
      desk.clock.advance(86_400_000);
      await desk.pass();
    }
    expect(await (await desk.companion()).mapping.get('name:c0')).toMatchObject({ state: 'broken' });
    expect(await said(',c0,,12')).toEqual(CHANGES);
  });

  test('says what it would change, be it no client at all', async () => {
    await desk.assign('name:c0', 12);
    const texts = async (line: string) => (await plan(line)).lines.map(({ text }) => text);
    expect(await texts(',c0,ignored,')).toEqual(['No tickets for this customer.']);
    expect(await texts(',c0,,')).toEqual(['Back to the automatic match.']);
    expect(await texts(',c0,manual,12')).toEqual(['Is so already.']);
  });

  test('finds each by the names it has, be it only one', async () => {
    const { customers } = await desk.journal();
    await customers.upsert({ key: 'name:only', name: 'only', displayName: null }, desk.clock.now());
    await customers.upsert({ key: 'display:shown', name: null, displayName: 'Shown' }, desk.clock.now());
    expect(await said(',only,,12', 'Shown,,,12', 'null,,,12', ',null,,12')).toEqual([
      ['only', 'would-change'],
      ['Shown', 'would-change'],
      ['null', 'not-possible'],
      ['null', 'not-possible'],
    ]);
  });

  test('is named by what the line says where nobody is known by that', async () => {
    expect(await said('Nobody,,,12', ',nobody,,12', ',,ignored,')).toEqual([
      ['Nobody', 'not-possible'],
      ['nobody', 'not-possible'],
      ['(empty)', 'not-possible'],
    ]);
  });

  test('with a display name that several customers have needs the name too', async () => {
    desk.idemeum.put({ id: 'r2', customerName: 'c1', customerDisplayName: 'Fabrikam' });
    await desk.pass();
    expect((await plan('Fabrikam,,,12')).lines).toMatchObject([
      {
        verdict: 'not-possible',
        text: 'Several customers have this display name. Give the idemeum name too.',
      },
    ]);
    expect((await plan('Fabrikam,c1,,12')).orders).toMatchObject([{ customerKey: 'name:c1' }]);
  });

  test('that was said before names the first line about it, however often it comes', async () => {
    const { lines } = await plan(',c0,,12', ',c0,,13', ',c0,,15');
    expect(lines.slice(1).map(({ text }) => text)).toEqual([
      'Line 2 is about the same customer. Only the first one counts.',
      'Line 2 is about the same customer. Only the first one counts.',
    ]);
  });

  test('finds a customer whose name a spreadsheet would have taken for a formula', async () => {
    desk.idemeum.put({ id: 'r2', customerName: 'c1', customerDisplayName: '=1+1' });
    await desk.pass();
    expect(await said("'=1+1,,,12")).toEqual([['=1+1', 'would-change']]);
  });
});

describe('the file', () => {
  const plan = async (text: string) => await (await desk.companion()).mapping.planImport(text);

  test.each([
    ['with tabs', 'idemeum name\tHalo client id\nc0\t 12 '],
    [
      'as Windows writes it, with a mark at its beginning',
      '\uFEFF"idemeum name","Halo client id"\r\n"c0","12"\r\n',
    ],
  ])('%s is read', async (_, text) => {
    expect(await plan(text)).toMatchObject({ text: null, lines: [{ verdict: 'would-change' }] });
  });

  test.each([
    ['the id in Halo and then the customer', 'Halo client id,idemeum name\n12,c0'],
    [
      'the name in Halo and then the customer',
      'Halo client name,idemeum display name\nFabrikam Holding,Fabrikam',
    ],
  ])('that has %s is read', async (_, text) => {
    expect(await plan(text)).toMatchObject({ text: null, lines: [{ verdict: 'would-change' }] });
  });

  test.each([
    ['no column of customers', 'Halo client id,Halo client name\n12,Fabrikam Holding'],
    ['no column of clients', 'idemeum name,idemeum display name,mapping\nc0,Fabrikam,ignored'],
  ])('that has %s is refused', async (_, text) => {
    const { text: said, lines } = await plan(text);
    expect(said).toMatch(/has to name the columns/u);
    expect(lines).toEqual([]);
  });

  test('has the names of each customer, what it is mapped by, and the client with its id', async () => {
    const { customers } = await desk.journal();
    await customers.upsert({ key: 'name:only', name: 'only', displayName: null }, desk.clock.now());
    await customers.upsert({ key: 'display:shown', name: null, displayName: 'Shown' }, desk.clock.now());
    await desk.assign('name:c0', 12);
    const text = await (await desk.companion()).mapping.exportCsv();
    expect(text.trimEnd().split('\r\n').slice(1)).toEqual([
      'c0,Fabrikam,manual,12,Fabrikam Holding',
      'only,,unmatched,,',
      ',Shown,unmatched,,',
    ]);
  });

  test.each(['\u0000', '\uFFFD'])('with a character that no text has (%j) is refused', async (strange) => {
    const { text, orders, lines } = await plan(`idemeum name,Halo client id\nc0${strange},12`);
    expect(text).toMatch(/no text in UTF-8/u);
    expect([orders, lines]).toEqual([[], []]);
  });

  test('may have 20,000 lines', async () => {
    const { text, lines } = await plan(`idemeum name,Halo client id\n${'x,1\n'.repeat(20_000)}`);
    expect([text, lines.length]).toEqual([null, 20_000]);
  });

  test('has every customer once, also where there are more than are read at a time', async () => {
    const journal = await desk.journal();
    await journal.transact(async (tx) => {
      for (let n = 0; n < 1_000; n += 1) {
        await tx.customers.upsert({ key: `name:n${n}`, name: `n${n}`, displayName: null }, desk.clock.now());
      }
    });
    const lines = (await (await desk.companion()).mapping.exportCsv()).trimEnd().split('\r\n').slice(1);
    expect(new Set(lines.map((line) => line.split(',')[0])).size).toBe(1_001);
    expect(lines).toHaveLength(1_001);
  });

  test('has every customer once, also one whose mapping cannot be read', async () => {
    const { mappings, customers } = await desk.journal();
    const now = desk.clock.now();
    for (const key of ['a', 'b', 'c']) {
      await customers.upsert({ key: `name:${key}`, name: key, displayName: null }, now);
      await mappings.save({
        customerKey: `name:${key}`,
        state: 'unmatched',
        haloClientId: null,
        mappedBy: null,
        note: null,
        updatedAt: now,
      });
    }
    const raw = new DatabaseSync(desk.journalFile);
    raw.exec("UPDATE mappings SET state = 'nonsense' WHERE customer_key = 'name:a'");
    raw.close();
    const lines = (await (await desk.companion()).mapping.exportCsv()).trimEnd().split('\r\n').slice(1);
    expect(lines.map((line) => line.split(',')[0])).toEqual(['a', 'b', 'c', 'c0']);
  });
});
