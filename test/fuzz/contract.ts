import { call, isProcedure, ORPCError } from '@orpc/server';
import fc from 'fast-check';
import { z } from 'zod';
import type { Log } from '../../electron/companion/ports/log.ts';
import { createRouter } from '../../electron/router.ts';
import { CONSOLE_SHELL } from '../../electron/shell-api.ts';
import { contract } from '../../shared/contract.ts';
import { AccessDesk } from '../support/access-desk.ts';
import { aDatabase, noChecks, testSettings } from '../support/settings.ts';
import { type FuzzedParser, must, parserOf } from './fuzz.ts';
import { kept } from './kept.ts';
import { changed } from './mutations.ts';
import { isRecord } from './services.ts';

/** Every procedure of the contract, over a companion with a real journal: what a hostile page may send. */

const logged: unknown[] = [];
const log: Log = { info: () => undefined, warn: () => undefined, error: (_, error) => logged.push(error) };

async function openRouter() {
  const desk = await AccessDesk.open();
  await desk.granted();
  const router = createRouter(
    await desk.companion(),
    {
      version: '1.2.3',
      sandbox: false,
      shell: CONSOLE_SHELL,
      settings: testSettings().service,
      checkEntered: noChecks,
      database: aDatabase,
    },
    { log, clock: desk.clock },
  );
  return { router, dispose: () => desk.dispose() };
}
const served = kept(openRouter);

/** Streams that go on for as long as somebody listens. */
const ENDLESS: ReadonlySet<string> = new Set(['companion.changes', 'shell.destinations']);

/** What each procedure takes, by its name such as `requests.list`. */
const INPUTS: ReadonlyMap<string, z.ZodType> = new Map(
  Object.entries(contract).flatMap(([group, procedures]) =>
    Object.entries(procedures).flatMap(([name, procedure]): [string, z.ZodType][] => {
      const schema = procedure['~orpc'].inputSchema;
      return schema instanceof z.ZodType ? [[`${group}.${name}`, schema]] : [];
    }),
  ),
);

const WORDS = ['req-1', 'name:contoso', 'contoso', 'tina@msp.example', '2026-03-02', 'UTC', '12', ''];

/** Inputs that a JSON schema allows, by the few words of it that the contract uses. */
function allowedBy(schema: unknown): fc.Arbitrary<unknown> {
  if (!isRecord(schema)) return fc.constant(null);
  if ('const' in schema) return fc.constant(schema.const);
  if (Array.isArray(schema.enum)) return fc.constantFrom<unknown[]>(...schema.enum);
  const options = schema.anyOf ?? schema.oneOf;
  if (Array.isArray(options)) return fc.oneof(...options.map(allowedBy));
  switch (schema.type) {
    case 'object':
      return objects(schema);
    case 'array':
      return fc.array(allowedBy(schema.items), { maxLength: 3 });
    case 'string':
      return texts(schema);
    case 'integer':
    case 'number':
      return numbers(schema);
    case 'boolean':
      return fc.boolean();
    default:
      return fc.constant(null);
  }
}

function objects({ properties }: Readonly<Record<string, unknown>>): fc.Arbitrary<unknown> {
  const entries = isRecord(properties) ? Object.entries(properties) : [];
  return fc.record(Object.fromEntries(entries.map(([key, value]) => [key, allowedBy(value)])));
}

function texts({ maxLength }: Readonly<Record<string, unknown>>): fc.Arbitrary<unknown> {
  const longest = typeof maxLength === 'number' ? maxLength : 100;
  return fc.oneof(
    fc.constantFrom(...WORDS),
    fc.string({ unit: 'binary', maxLength: Math.min(longest, 40) }),
    fc
      .integer({ min: 0, max: Math.min(longest, 20_000) })
      .map((length) => 'ab '.repeat(length).slice(0, length)),
  );
}

function numbers({ minimum, maximum }: Readonly<Record<string, unknown>>): fc.Arbitrary<unknown> {
  const least = typeof minimum === 'number' ? minimum : -10;
  const most = typeof maximum === 'number' ? maximum : 1e15;
  return fc.oneof(fc.constantFrom(least, most), fc.integer({ min: Math.ceil(least), max: Math.floor(most) }));
}

/** Calls it as a window does, and listens to streams for a while. */
async function called(name: string, input: unknown): Promise<void> {
  const [group = '', part = ''] = name.split('.');
  const { router } = await served();
  const groups: unknown = router;
  const procedures = isRecord(groups) ? groups[group] : undefined;
  const procedure = isRecord(procedures) ? procedures[part] : undefined;
  if (!isProcedure(procedure)) throw new Error(`There is no procedure ${name}`);
  const options = ENDLESS.has(name) ? { signal: AbortSignal.abort() } : {};
  const answer: unknown = await call(procedure, input, options);
  if (!isStream(answer)) return;
  for await (const _ of answer);
}

function isStream(value: unknown): value is AsyncIterable<unknown> {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value;
}

/** Refusals that are told in words; everything else went wrong inside. */
const REFUSALS: ReadonlySet<string> = new Set(['BAD_REQUEST', 'SERVICE_UNAVAILABLE']);

function procedureParser([name, schema]: readonly [string, z.ZodType]): FuzzedParser {
  const allowed = allowedBy(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }));
  return parserOf(`contract ${name}`, changed(allowed), async (text) => {
    const input: unknown = JSON.parse(text);
    logged.length = 0;
    try {
      await called(name, input);
    } catch (error) {
      if (!(error instanceof ORPCError)) throw error;
      if (logged.length > 0) throw logged[0];
      must(REFUSALS.has(error.code), `it ended with ${error.code}`);
      must(
        error.code !== 'BAD_REQUEST' || !schema.safeParse(input).success,
        'what the schema allows is refused',
      );
    }
  });
}

export const CONTRACT: readonly FuzzedParser[] = [...INPUTS].map(procedureParser);
