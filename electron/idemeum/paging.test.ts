import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { told } from '../../test/support/told.ts';
import type { Clock } from '../companion/ports/clock.ts';
import { ServiceError } from '../companion/ports/errors.ts';
import { type PagedList, readOnce, readUntilQuiet } from './paging.ts';

const clock: Clock = { now: () => 0, sleep: () => Promise.resolve() };
const tools = { clock, random: () => 0.5, signal: undefined };

function listOf(fetchPage: (page: number) => unknown, next: string | undefined = '/next'): PagedList {
  return {
    name: 'list of things',
    items: '/items',
    next,
    fetchPage: async (page) => fetchPage(page),
  };
}

function scripted(...answers: readonly unknown[]) {
  const left = [...answers];
  return listOf(() => left.shift());
}

async function troubleOf(list: PagedList): Promise<unknown> {
  return readOnce(list, tools).then(
    () => null,
    (error: unknown) => error,
  );
}

describe('readOnce', () => {
  it('follows the numbers, as numbers and as texts', async () => {
    const asked: number[] = [];
    const list = listOf((page) => {
      asked.push(page);
      return { items: [page], next: page === 1 ? 2 : page === 2 ? '5' : null };
    });
    await expect(readOnce(list, tools)).resolves.toEqual({ items: [1, 2, 5], pages: 3 });
    expect(asked).toEqual([1, 2, 5]);
  });

  it.each([[null], [undefined], [''], ['  ']])('ends at next = %j', async (next) => {
    await expect(readOnce(scripted({ items: [1], next }), tools)).resolves.toEqual({ items: [1], pages: 1 });
  });

  it('takes a list that is null, however often it is asked for, for an empty one', async () => {
    let asked = 0;
    const list = listOf(() => {
      asked += 1;
      return { items: null, next: null };
    });
    await expect(readOnce(list, tools)).resolves.toEqual({ items: [], pages: 1 });
    expect(asked).toBe(3);
  });

  it('reads one page when the profile knows no next', async () => {
    const list: PagedList = { ...listOf(() => ({ items: [1], next: 2 })), next: undefined };
    await expect(readOnce(list, tools)).resolves.toEqual({ items: [1], pages: 1 });
  });

  it.each([[null], [{ items: {} }], [{ items: null }], ['text'], [[]], [{ items: [1], next: 'soon' }]])(
    'asks again after %j',
    async (garbage) => {
      const list = scripted(garbage, garbage, { items: [1] });
      await expect(readOnce(list, tools)).resolves.toEqual({ items: [1], pages: 1 });
    },
  );

  it.each([[0], [1], [-3], [1.5], ['x'], [{}], [true], [2 ** 60], ['99999999999999999999']])(
    'takes next = %j for a broken answer',
    async (next) => {
      await expect(troubleOf(listOf(() => ({ items: [1], next })))).resolves.toMatchObject({
        kind: 'broken-answer',
        message: expect.stringContaining('(no number of a later page at /next)'),
      });
    },
  );

  it('says what to do when no list comes', async () => {
    await expect(troubleOf(listOf(() => ({})))).resolves.toMatchObject({
      service: 'idemeum',
      kind: 'broken-answer',
      message:
        "idemeum's answer to the list of things was not understood (no list at /items). If this stays, ask idemeum support for the paths of your tenant and put them into a connection profile.",
    });
  });

  it('ends a list without end', async () => {
    let pages = 0;
    const list = listOf((page) => {
      pages += 1;
      return { items: [], next: page + 1 };
    });
    await expect(troubleOf(list)).resolves.toMatchObject({ kind: 'broken-answer' });
    expect(pages).toBe(10_000);
  });

  it('stops when it is told to', async () => {
    const abort = new AbortController();
    const list = listOf((page) => {
      abort.abort();
      return { items: [], next: page + 1 };
    });
    await expect(readOnce(list, { ...tools, signal: abort.signal })).rejects.toMatchObject({
      kind: 'interrupted',
    });
  });
});

/** A server whose list changes while it is read: after some answers one item leaves or moves to the end. */
class MovingList {
  readonly #items: number[];
  readonly #cap: number;
  readonly #events: ReadonlyMap<number, 'leaves' | 'moves'>;
  #calls = 0;

  constructor(count: number, cap: number, events: ReadonlyMap<number, 'leaves' | 'moves'>) {
    this.#items = Array.from({ length: count }, (_, index) => index);
    this.#cap = cap;
    this.#events = events;
  }

  get calls(): number {
    return this.#calls;
  }

  get left(): readonly number[] {
    return this.#items;
  }

  answer(page: number): unknown {
    const cap = this.#cap;
    const items = this.#items.slice((page - 1) * cap, page * cap);
    const more = this.#items.length > page * cap;
    const event = this.#events.get(this.#calls);
    this.#calls += 1;
    if (event !== undefined) {
      const [first] = this.#items.splice(0, 1);
      if (event === 'moves' && first !== undefined) this.#items.push(first);
    }
    return { items: [...items, ...items.slice(0, this.#calls % 2)], next: more ? page + 1 : null };
  }
}

async function readMoving(server: MovingList, quietReadings: number) {
  const found = new Set<unknown>();
  const take = (items: readonly unknown[]) => {
    const before = found.size;
    for (const item of items) found.add(item);
    return found.size - before;
  };
  const { settled } = await readUntilQuiet(
    listOf((page) => server.answer(page)),
    tools,
    quietReadings,
    take,
  );
  return { found, settled };
}

describe('readUntilQuiet', () => {
  it('reads a single page once', async () => {
    const server = new MovingList(5, 10, new Map());
    await expect(readMoving(server, 2)).resolves.toEqual({ found: new Set([0, 1, 2, 3, 4]), settled: true });
    expect(server.calls).toBe(1);
  });

  it('reads pages until two readings in a row bring nothing new', async () => {
    const server = new MovingList(5, 3, new Map());
    await readMoving(server, 2);
    expect(server.calls).toBe(3 * 2);
  });

  it('keeps the pages that came before a failure, and says what ended the reading', async () => {
    const failure = new ServiceError({ service: 'idemeum', kind: 'failing', text: told('It is down.') });
    const found: unknown[] = [];
    const list = listOf((page) => {
      if (page === 3) throw failure;
      return { items: [page], next: page + 1 };
    });
    const take = (items: readonly unknown[]) => found.push(...items);
    await expect(readUntilQuiet(list, tools, 2, take)).resolves.toEqual({ settled: false, failure });
    expect(found).toEqual([1, 2]);
  });

  it('fails when not even the first page can be read', async () => {
    const failure = new ServiceError({ service: 'idemeum', kind: 'failing', text: told('It is down.') });
    const list = listOf(() => {
      throw failure;
    });
    await expect(readUntilQuiet(list, tools, 2, () => 0)).rejects.toBe(failure);
  });

  it('says so when a list does not come to rest within five readings', async () => {
    let item = 0;
    const list = listOf((page) => {
      item += 1;
      return { items: [item], next: page === 1 ? 2 : null };
    });
    await expect(readUntilQuiet(list, tools, 2, (items) => items.length)).resolves.toEqual({
      settled: false,
      failure: null,
    });
    expect(item).toBe(10);
  });

  it('finds every item that stays, whatever the page size, with duplicates, while two items leave or move', async () => {
    const events = fc.array(fc.tuple(fc.nat(20), fc.constantFrom('leaves' as const, 'moves' as const)), {
      maxLength: 2,
    });
    await fc.assert(
      fc.asyncProperty(fc.nat(40), fc.integer({ min: 1, max: 12 }), events, async (count, cap, moves) => {
        const server = new MovingList(count, cap, new Map(moves));
        const { found } = await readMoving(server, 2);
        expect([...found]).toEqual(expect.arrayContaining([...server.left]));
      }),
    );
  });
});
