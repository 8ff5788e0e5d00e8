import Papa from 'papaparse';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Desk } from '../../../test/support/desk.ts';
import { ManualClock } from '../../../test/support/manual-clock.ts';
import type { AuditEvent } from '../journal/audit.ts';

/** Activity and insight as a screen sees them, over a real journal. */

const EVER = { from: 0, to: Number.MAX_SAFE_INTEGER };
const ALL = { ...EVER, search: '', limit: 100 };

let desk: Desk;
beforeEach(() => {
  desk = new Desk();
  desk.halo.clients = [{ id: 901, name: 'Contoso Ltd', inactive: false }];
});
afterEach(() => desk.dispose());

const activity = async () => (await desk.companion()).activity;

async function add(text: string, at: number, fields: Partial<AuditEvent> = {}): Promise<void> {
  const journal = await desk.journal();
  await journal.audit.add({ event: 'ticket.opened', requestId: null, text, ...fields }, at);
}

async function texts(query: Partial<typeof ALL> & { kind?: string; beforeId?: number }) {
  const { entries } = await (await activity()).timeline({ ...ALL, ...query });
  return entries.map(({ text }) => text);
}

describe('the timeline', () => {
  test('tells the whole life of a request: who did what, why, for whom, and with which remote ids', async () => {
    desk.idemeum.put({ id: 'r1' });
    await desk.pass();
    const { haloTicketId } = (await desk.ticketOf('r1')) ?? {};
    const companion = await desk.companion();
    const decision = {
      verdict: 'approve',
      scope: 'once',
      elevationType: 'admin',
      comment: null,
      undoable: false,
    } as const;
    await companion.decide({ requestId: 'r1', ...decision });
    await desk.pass();
    const { entries } = await companion.activity.timeline(ALL);
    expect(entries.map(({ event, actor, result }) => [event, actor, result]).reverse()).toEqual([
      ['ticket.opened', 'companion', 'done'],
      ['request.decision-taken', 'tina@msp.example', 'under-way'],
      ['request.decision-sent', 'companion', 'done'],
      ['request.over', 'tina@msp.example', 'done'],
      ['ticket.closed', 'companion', 'done'],
    ]);
    for (const entry of entries) {
      expect(entry).toMatchObject({
        requestId: 'r1',
        about: 'Ada Byron · Notepad++',
        customerName: 'Contoso Ltd',
        haloTicketId,
        ticketUrl: desk.halo.ticketUrl(haloTicketId ?? 0),
      });
    }
  });

  test('tells what a person did by hand', async () => {
    desk.halo.clients = [{ id: 901, name: 'Somebody else', inactive: false }];
    desk.idemeum.put({ id: 'r1' });
    await desk.pass();
    const companion = await desk.companion();
    await desk.assign('name:contoso', 901);
    await companion.chooseTicketMaker('connector');
    await companion.chooseTicketMaker('companion');
    const { entries } = await companion.activity.timeline(ALL);
    const chosen = { event: 'settings.ticket-maker-chosen', actor: 'tina@msp.example' };
    expect(entries).toMatchObject([
      { ...chosen, text: 'From now on the tickets are made by the companion.' },
      { ...chosen, text: 'From now on the tickets are made by idemeum’s connector.' },
      { event: 'mapping.assigned', actor: 'tina@msp.example', customerName: 'Contoso Ltd' },
    ]);
    for (const entry of entries) expect(entry).toMatchObject({ haloTicketId: null, ticketUrl: null });
  });

  test('pages from the newest to the oldest, also where the clock went back', async () => {
    for (const [text, at] of [
      ['a', 10],
      ['b', 30],
      ['c', 20],
      ['d', 30],
    ] as const)
      await add(text, at);
    expect(await texts({})).toEqual(['d', 'b', 'c', 'a']);
    const seen: string[] = [];
    let beforeId: number | undefined;
    for (let page = 0; page < 3; page += 1) {
      const { entries, nextBeforeId } = await (await activity()).timeline({ ...ALL, limit: 2, beforeId });
      seen.push(...entries.map(({ text }) => text));
      if (nextBeforeId === null) break;
      beforeId = nextBeforeId;
    }
    expect(seen).toEqual(['d', 'b', 'c', 'a']);
  });

  test('takes its range with the beginning and without the end', async () => {
    for (const at of [10, 20, 30]) await add(String(at), at);
    expect(await texts({ from: 10, to: 30 })).toEqual(['20', '10']);
  });

  test('finds words of the entry and of its request, in any case, and goes on where it stopped', async () => {
    desk.idemeum.put({ id: 'r1', application: 'Wireshark' });
    await desk.pass();
    await add('about nothing', 1);
    expect(await texts({ search: 'OPENED wireshark' })).toHaveLength(1);
    expect(await texts({ search: 'wireshark nothing' })).toEqual([]);
    for (let n = 0; n < 2_100; n += 700) {
      const journal = await desk.journal();
      await journal.transact(async (tx) => {
        for (let k = n; k < n + 700; k += 1) {
          const text = k % 500 === 0 ? `needle ${k}` : 'hay';
          await tx.audit.add({ event: 'mapping.assigned', requestId: null, text }, 1_000 + k);
        }
      });
    }
    const needles = { search: 'Needle', kind: 'mapping' };
    expect(await texts(needles)).toEqual([
      'needle 2000',
      'needle 1500',
      'needle 1000',
      'needle 500',
      'needle 0',
    ]);
    const first = await (await activity()).timeline({ ...ALL, ...needles, limit: 3 });
    expect(await texts({ ...needles, beforeId: first.nextBeforeId ?? 0 })).toEqual([
      'needle 500',
      'needle 0',
    ]);
    expect(await texts({ ...needles, kind: 'jit' })).toEqual([]);
  });
});

describe('the check of the audit', () => {
  test('at the start leaves a moment to the window', async () => {
    await desk.dispose();
    const clock = new ManualClock();
    desk = new Desk({ clock, timing: { windowFirstMs: 1_000 } });
    await (await desk.journal()).facts.set('audit.head', '');
    const companion = await desk.companion();
    companion.start();
    const warnings = async () => (await companion.overview()).warnings.map(({ kind }) => kind);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await warnings()).not.toContain('audit-broken');
    clock.advance(1_000);
    await expect.poll(warnings).toContain('audit-broken');
    await companion.stop();
  });

  test('at the start warns of what it finds, until the audit is whole again', async () => {
    await desk.dispose();
    const clock = new ManualClock();
    desk = new Desk({ clock });
    await add('first', clock.now() - 2);
    await add('second', clock.now() - 1);
    const journal = await desk.journal();
    const head = await journal.facts.get('audit.head');
    await journal.facts.set('audit.head', '');
    const companion = await desk.companion();
    companion.start();
    const warnings = async () => (await companion.overview()).warnings.map(({ kind }) => kind);
    await expect.poll(warnings).toContain('audit-broken');
    await companion.stop();
    await journal.facts.set('audit.head', head ?? '');
    expect(await companion.activity.verify()).toMatchObject({ whole: true, entries: 2 });
    expect(await warnings()).not.toContain('audit-broken');
  });
});

describe('the export', () => {
  async function exported(format: 'csv' | 'json-lines', range = EVER): Promise<string[]> {
    const pieces: string[] = [];
    for await (const piece of (await activity()).export({ ...range, format })) pieces.push(piece);
    return pieces;
  }

  test('as JSON lines has every entry once, in the order of the chain, in several pieces', async () => {
    for (let n = 1; n <= 1_200; n += 1) await add(`Entry ${n}`, n);
    const pieces = await exported('json-lines');
    expect(pieces.length).toBeGreaterThan(2);
    const rows: { id: number; hash: string; previousHash: string }[] = pieces
      .join('')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(rows.map(({ id }) => id)).toEqual(Array.from({ length: 1_200 }, (_, n) => n + 1));
    expect(rows[1_199]?.previousHash).toBe(rows[1_198]?.hash);
    expect((await exported('json-lines', { from: 1_199, to: 1_200 })).join('')).toContain('Entry 1199');
  });

  test('as CSV is read by a spreadsheet as what it says, whatever is in it', async () => {
    const nasty = [
      '=1+1',
      '+1',
      '-1',
      '@SUM(A1)',
      '\t=1',
      '\r=1',
      '=1\n=2',
      '＝1',
      'a "quoted", text\nin lines',
      'Ä €',
    ];
    for (const [n, text] of nasty.entries()) await add(text, n, { actor: text });
    const text = (await exported('csv')).join('');
    expect(text.startsWith('\u{FEFF}id,time,who,')).toBe(true);
    const { data, errors } = Papa.parse<Record<string, string>>(text.slice(1), {
      header: true,
      skipEmptyLines: true,
    });
    expect(errors).toEqual([]);
    expect(data.map(({ what }) => what)).toEqual(nasty.map((value, n) => (n < 8 ? `'${value}` : value)));
    expect(data.map(({ who }) => who)).toEqual(data.map(({ what }) => what));
    expect(data[0]).toMatchObject({ id: '1', time: '1970-01-01T00:00:00.000Z', haloTicket: '' });
  });

  test('takes its range with the beginning and without the end', async () => {
    for (const at of [10, 20, 30, 40]) await add(`At ${at}.`, at);
    const [rows = ''] = await exported('json-lines', { from: 20, to: 40 });
    expect([...rows.matchAll(/At \d+/gu)].map(([text]) => text)).toEqual(['At 20', 'At 30']);
  });

  test('names the customer as people know it, and of one that nobody knows the key alone', async () => {
    desk.idemeum.put({ id: 'r1' });
    await desk.pass();
    await add('About nobody that is known.', 1, { customerKey: 'name:gone' });
    await add('About nobody.', 2);
    const rows = (await exported('json-lines')).join('').trimEnd().split('\n');
    expect(rows.map((line) => JSON.parse(line))).toMatchObject([
      { event: 'ticket.opened', customer: 'Contoso Ltd', customerKey: 'name:contoso' },
      { what: 'About nobody that is known.', customer: null, customerKey: 'name:gone' },
      { what: 'About nobody.', customer: null, customerKey: null },
    ]);
  });

  test('of an empty range is empty', async () => {
    expect(await exported('json-lines')).toEqual([]);
    expect((await exported('csv')).join('').trimEnd().split('\n')).toHaveLength(1);
  });
});
