import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ChoiceOrder } from '../../../shared/contract/mapping.ts';
import { Desk } from '../../../test/support/desk.ts';

/** The mapping as its window works with it, over a real journal. */

let desk: Desk;
beforeEach(() => {
  desk = new Desk();
  desk.halo.clients = [
    { id: 11, name: 'Contoso Ltd', inactive: false },
    { id: 12, name: 'Fabrikam Holding', inactive: false },
    { id: 13, name: 'Northwind', inactive: false },
    { id: 14, name: 'Gone GmbH', inactive: true },
  ];
});
afterEach(() => desk.dispose());

const mapping = async () => (await desk.companion()).mapping;
const ALL = { filter: 'all', text: '', limit: 100, offset: 0 } as const;

async function known(...names: string[]): Promise<void> {
  for (const [at, name] of names.entries()) {
    desk.idemeum.put({ id: `r${at}`, customerName: `c${at}`, customerDisplayName: name });
  }
  await desk.pass();
}

const order = (customerKey: string, fields: Partial<ChoiceOrder> = {}): ChoiceOrder => ({
  customerKey,
  choice: { kind: 'client', haloClientId: 12 },
  expected: { state: 'unmatched', haloClientId: null },
  ...fields,
});

describe('the list', () => {
  test('has every customer with its state, its client, what waits, and the closest client', async () => {
    await known('Contoso Ltd', 'Fabrikam', 'Zeppelin');
    const { rows, total, counts } = await (await mapping()).list(ALL);
    expect(total).toBe(3);
    expect(
      rows.map(({ displayName, state, clientName, waitingRequests }) => [
        displayName,
        state,
        clientName,
        waitingRequests,
      ]),
    ).toEqual([
      ['Contoso Ltd', 'by-display-name', 'Contoso Ltd', 0],
      ['Fabrikam', 'unmatched', null, 1],
      ['Zeppelin', 'unmatched', null, 1],
    ]);
    expect(rows.map(({ suggestion }) => suggestion?.clientName ?? null)).toEqual([
      null,
      'Fabrikam Holding',
      null,
    ]);
    expect(counts).toMatchObject({ all: 3, open: 2, 'by-display-name': 1, manual: 0 });
  });

  test('is filtered by state, searched by customer and client, and read in pages', async () => {
    await known('Contoso Ltd', 'Fabrikam', 'Zeppelin', '100 % _Sure_');
    const names = async (query: object) =>
      (await (await mapping()).list({ ...ALL, ...query })).rows.map(({ displayName }) => displayName);
    expect(await names({ filter: 'open' })).toEqual(['100 % _Sure_', 'Fabrikam', 'Zeppelin']);
    expect(await names({ filter: 'by-display-name' })).toEqual(['Contoso Ltd']);
    expect(await names({ text: 'LTD cont' })).toEqual(['Contoso Ltd']);
    expect(await names({ text: '%' })).toEqual(['100 % _Sure_']);
    expect(await names({ text: '_s' })).toEqual(['100 % _Sure_']);
    expect(await names({ limit: 2, offset: 2 })).toEqual(['Fabrikam', 'Zeppelin']);
    await desk.assign('name:c2', 13);
    expect(await names({ text: 'northw' })).toEqual(['Zeppelin']);
  });

  test('knows whether the reference in Halo fits the custom tab once a ticket told it', async () => {
    await known('Contoso Ltd');
    const row = async () => await (await mapping()).get('name:c0');
    expect(await row()).toMatchObject({ reference: 'not-known' });
    const journal = await desk.journal();
    await journal.clients.noteReference(11, 'CONTOSO ltd ');
    expect(await row()).toMatchObject({ reference: 'fits' });
    await journal.clients.noteReference(11, '');
    expect(await row()).toMatchObject({ reference: 'differs', clientReference: '' });
    expect((await (await mapping()).list(ALL)).customTabUrl).toMatch(
      /\?customerDisplayName=\$CLIENT_REFERENCE$/u,
    );
  });
});

describe('a choice by hand', () => {
  test('lets the tickets that waited flow, and can be undone and redone, also after a restart', async () => {
    await known('Fabrikam');
    expect(await desk.assign('name:c0', 12)).toMatchObject({ changed: 1, refused: [] });
    expect(await desk.pass()).toMatchObject({ opened: 1 });
    await desk.restart();
    const before = await (await mapping()).list(ALL);
    expect(before).toMatchObject({ undo: 'Fabrikam → Fabrikam Holding', redo: null });
    expect(await (await mapping()).undo()).toEqual({ changed: 1, refused: [] });
    expect(await (await mapping()).get('name:c0')).toMatchObject({ state: 'unmatched', haloClientId: null });
    expect((await (await mapping()).list(ALL)).redo).toBe('Fabrikam → Fabrikam Holding');
    expect(await (await mapping()).redo()).toEqual({ changed: 1, refused: [] });
    expect(await (await mapping()).get('name:c0')).toMatchObject({ state: 'manual', haloClientId: 12 });
    expect(await (await mapping()).redo()).toEqual({ changed: 0, refused: [] });
  });

  test('goes back to what was chosen before, step by step', async () => {
    await known('Fabrikam');
    await desk.assign('name:c0', 12);
    await desk.assign('name:c0', 13);
    await (await mapping()).undo();
    expect(await (await mapping()).get('name:c0')).toMatchObject({ haloClientId: 12 });
    await (await mapping()).undo();
    expect(await (await mapping()).get('name:c0')).toMatchObject({ state: 'unmatched' });
    await desk.assign('name:c0', 13);
    expect((await (await mapping()).list(ALL)).redo).toBeNull();
  });

  test('of somebody who saw an older mapping is refused, in words', async () => {
    await known('Fabrikam');
    await desk.assign('name:c0', 13);
    const { changed, refused } = await (await mapping()).choose([order('name:c0')], null);
    expect(changed).toBe(0);
    expect(refused[0]?.text).toBe(
      'Fabrikam was changed meanwhile by tina@msp.example. Look at it again, then choose.',
    );
    expect(await (await mapping()).get('name:c0')).toMatchObject({ haloClientId: 13 });
  });

  test('of a client that is inactive or gone is refused; the others of the same step are made', async () => {
    await known('Fabrikam', 'Zeppelin');
    const { changed, refused } = await (await mapping()).choose(
      [
        order('name:c0', { choice: { kind: 'client', haloClientId: 14 } }),
        order('name:c9'),
        order('name:c1', { choice: { kind: 'client', haloClientId: 999 } }),
        order('name:c1'),
      ],
      null,
    );
    expect(changed).toBe(1);
    expect(refused.map(({ text }) => text)).toEqual([
      'The Halo client “Gone GmbH” is inactive. Choose an active one.',
      'This customer is not known here any more. Look for it again.',
      'Halo no longer has this client. Choose another one.',
    ]);
  });

  test('made in several calls is one step, unless somebody has made another one in between', async () => {
    await known('Fabrikam', 'Zeppelin', 'Acme');
    const first = await (await mapping()).choose([order('name:c0')], null);
    const second = await (await mapping()).choose([order('name:c1')], first.step);
    expect(second.step).toBe(first.step);
    expect((await (await mapping()).list(ALL)).undo).toBe('2 customers');
    await desk.assign('name:c2', 13);
    const late = order('name:c1', {
      choice: { kind: 'ignored' },
      expected: { state: 'manual', haloClientId: 12 },
    });
    expect((await (await mapping()).choose([late], first.step)).step).not.toBe(first.step);
    await (await mapping()).undo();
    await (await mapping()).undo();
    await (await mapping()).undo();
    expect((await (await mapping()).list({ ...ALL, filter: 'open' })).total).toBe(3);
  });

  test('undo leaves alone what somebody changed since', async () => {
    await known('Fabrikam', 'Zeppelin');
    await (await mapping()).choose([order('name:c0'), order('name:c1')], null);
    const journal = await desk.journal();
    const one = await journal.mappings.find('name:c0');
    if (one) await journal.mappings.save({ ...one, haloClientId: 13 });
    const { changed, refused } = await (await mapping()).undo();
    expect(changed).toBe(1);
    expect(refused[0]?.text).toBe('Fabrikam has been changed since. It stays as it is.');
  });

  test('an ignored customer waits for nobody, and flows once it is chosen again', async () => {
    await known('Fabrikam');
    const ignored = order('name:c0', { choice: { kind: 'ignored' } });
    expect(await (await mapping()).choose([ignored], null)).toMatchObject({ changed: 1 });
    expect(await (await mapping()).unmapped()).toEqual([]);
    expect(await desk.pass()).toMatchObject({ opened: 0, awaitingMapping: 0 });
    const listed = await (await desk.companion()).listRequests({
      filter: 'attention',
      search: '',
      limit: 9,
      offset: 0,
    });
    expect(listed.total).toBe(0);
    await desk.assign('name:c0', 12);
    expect(await desk.pass()).toMatchObject({ opened: 1 });
  });
});

describe('suggestions', () => {
  test('name the closest client of each customer without one, closest first', async () => {
    await known('Fabrikam', 'North wind', 'Zeppelin', 'Contoso Ltd');
    const found = await (await mapping()).suggestions();
    expect(found.map(({ displayName, suggestion }) => [displayName, suggestion.clientName])).toEqual([
      ['North wind', 'Northwind'],
      ['Fabrikam', 'Fabrikam Holding'],
    ]);
  });

  test('leave a tie to a person', async () => {
    desk.halo.clients.push({ id: 15, name: 'Northwind', inactive: false });
    await known('Northwind', 'North wind');
    expect(await (await mapping()).suggestions()).toEqual([]);
  });
});

describe('the file', () => {
  const dry = async (text: string) => await (await mapping()).planImport(text);

  test('that was exported changes nothing when it is imported', async () => {
    await known('Contoso Ltd', '=1+1 "Fabrikam", Ltd', 'Zeppelin');
    await desk.assign('name:c1', 12);
    const text = await (await mapping()).exportCsv();
    expect(text.split('\r\n')[0]).toBe(
      '\u{FEFF}idemeum name,idemeum display name,mapping,Halo client id,Halo client name',
    );
    const { lines } = await dry(text);
    expect(lines.map(({ verdict }) => verdict)).toEqual(['same', 'same', 'same']);
  });

  test('says line by line what it would change, and changes it as one step', async () => {
    await known('Contoso Ltd', 'Fabrikam', 'Zeppelin');
    const text = [
      'Idemeum Display Name;Halo client name;mapping',
      'Fabrikam;fabrikam holding;',
      'Zeppelin;;ignored',
      'fabrikam;Northwind;',
      'Nobody;Northwind;',
      'Contoso Ltd;Elsewhere;',
    ].join('\n');
    const { lines } = await dry(text);
    expect(lines.map(({ line, verdict, text: said }) => [line, verdict, said])).toEqual([
      [2, 'would-change', 'The Halo client “Fabrikam Holding” (#12).'],
      [3, 'would-change', 'No tickets for this customer.'],
      [4, 'not-possible', 'Line 2 is about the same customer. Only the first one counts.'],
      [5, 'not-possible', 'No customer of this name is known here. Check the spelling.'],
      [6, 'not-possible', 'Halo has no active client of this name. Check the spelling.'],
    ]);
    expect(await (await mapping()).get('name:c1')).toMatchObject({ state: 'unmatched' });
    const { orders } = await dry(text);
    expect(await (await mapping()).choose(orders, null)).toMatchObject({ changed: 2, refused: [] });
    expect((await (await mapping()).list(ALL)).undo).toBe('2 customers');
    await (await mapping()).undo();
    expect((await (await mapping()).list({ ...ALL, filter: 'open' })).total).toBe(2);
  });

  test('does not overrule who changed a customer between the preview and the import', async () => {
    await known('Fabrikam');
    const { orders } = await dry('idemeum name,Halo client id\nc0,12');
    await desk.assign('name:c0', 13);
    const { changed, refused } = await (await mapping()).choose(orders, null);
    expect(changed).toBe(0);
    expect(refused[0]?.text).toMatch(/^Fabrikam was changed meanwhile/u);
    expect(await (await mapping()).get('name:c0')).toMatchObject({ haloClientId: 13 });
  });

  test('is read to its last line however its lines end', async () => {
    await known('Contoso Ltd', 'Fabrikam', 'Zeppelin');
    const { lines } = await dry('\nidemeum name,Halo client id\rc0,12\r\nc1,12\nc2,12');
    expect(lines.map(({ line, verdict }) => [line, verdict])).toEqual([
      [2, 'would-change'],
      [3, 'would-change'],
      [4, 'would-change'],
    ]);
  });

  test.each([
    ['is a picture', '\u0000PNG\uFFFD\uFFFD', /no text in UTF-8/u],
    ['has other columns', 'a,b,c\n1,2,3', /has to name the columns/u],
    ['is empty', '', /has to name the columns/u],
    [
      'has a quote that is never closed',
      'idemeum name,Halo client id\nc0,12\n"c1,13\nc2,14',
      /mark in or near line 3/u,
    ],
    ['names a column twice', 'Idemeum  name,Halo client id,idemeum name\nc0,12,c1', /called “idemeum name”/u],
    ['is too long', `idemeum name,Halo client id\n${'x,1\n'.repeat(20_001)}`, /at most 20000/u],
  ])('that %s is refused as a whole', async (_, text, problem) => {
    const answer = await dry(text);
    expect(answer.text).toMatch(problem);
    expect(answer.lines).toEqual([]);
  });

  test.each([
    ['an id that is none', 'c0,abc,', 'Halo has no active client with the id abc. Check the number.'],
    [
      'an id that Halo does not have',
      'c0,999,',
      'Halo has no active client with the id 999. Check the number.',
    ],
    ['an inactive client', 'c0,14,', 'Halo has no active client with the id 14. Check the number.'],
    [
      'an id and a name that disagree',
      'c0,12,Northwind',
      'The client #12 is “Fabrikam Holding” in Halo, not what this line says. Correct one of the two.',
    ],
  ])('with %s says so', async (_, line, said) => {
    await known('Fabrikam');
    const { lines } = await dry(`idemeum name,Halo client id,Halo client name\n${line}`);
    expect(lines).toMatchObject([{ verdict: 'not-possible', text: said }]);
  });
});
