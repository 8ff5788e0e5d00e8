/**
 * Checks recorded calls to Halo against the vendor's OpenAPI document.
 *
 * halo-openapi.json is a trimmed copy of it ("Halo API v2"), made by a short script that keeps
 *   - for GET of /Tickets, /Tickets/{id}, /Client, /Asset, /Agent, /Agent/me, /TicketType, /Status, /Category,
 *     /Lookup and /Actions: the name and type of every query parameter, as `{name: type}`;
 *   - for POST of /Tickets and /Actions: the entity of which the body is an array;
 *   - of the entities (Faults is a ticket, Area a client, Device an asset, Uname an agent, TStatus a status) the
 *     fields that the companion or the sandbox uses, with their schemas untouched but for CustomField.value, whose
 *     `nullable` without a type no validator accepts.
 * The document has no schemas of answers; `entity` beside a GET says what its answer holds.
 *
 * Quirks of the document: types are called int, bool and double; `lastupdatefromdate` is typed bool ("Include the
 * field … in the response") and takes a date in practice; `tickettype_id` of /Tickets and `returnall` of /Actions
 * are not in it though clients use them; date-time fields come without a zone.
 */
import { Ajv } from 'ajv';
import { z } from 'zod';
import type { Exchange } from '../../electron/sandbox/call-log.ts';
import document from './halo-openapi.json' with { type: 'json' };

const Operation = z.object({ entity: z.string(), parameters: z.record(z.string(), z.string()).default({}) });
const Paths = z.record(z.string(), z.object({ get: Operation.optional(), post: Operation.optional() }));

const PATHS = Paths.parse(document.paths);
const ENTITIES: ReadonlyMap<string, { readonly properties: object }> = new Map(
  Object.entries(document.components.schemas),
);

/** Used by public clients, missing in the document. */
const UNDOCUMENTED_PARAMETERS: Readonly<Record<string, string>> = { tickettype_id: 'int', returnall: 'bool' };
const UNDOCUMENTED_FIELDS = new Set(['userlookup']);

const DATE = /^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?(?:Z|[+-]\d{2}:?\d{2})?$/u;
const TYPES: Readonly<Record<string, RegExp>> = {
  int: /^-?\d+$/u,
  integer: /^-?\d+$/u,
  bool: /^(?:true|false)$/iu,
  double: /^-?\d+(?:\.\d+)?$/u,
  'List<int>': /^-?\d+(?:,-?\d+)*$/u,
};
const MISTYPED_DATES = new Set(['lastupdatefromdate', 'lastupdatetodate']);

const ajv = new Ajv({
  strict: false,
  allErrors: true,
  formats: { int32: true, double: true, uuid: true, 'date-time': DATE },
});
ajv.addSchema(document, 'halo');

export type CheckedExchange = Pick<
  Exchange,
  'method' | 'path' | 'query' | 'status' | 'requestBody' | 'answer'
>;

/** What is wrong with a call to Halo by the document, in words; empty when nothing is, or it is no call of the API. */
export function violationsOf(exchange: CheckedExchange): string[] {
  const path = /^\/api(\/.*?)\/?$/iu.exec(exchange.path)?.[1];
  if (path === undefined || path.toLowerCase() === '/authinfo') return [];
  const known = Object.entries(PATHS).find(([name]) => patternOf(name).test(path));
  const operation = exchange.method === 'POST' ? known?.[1].post : known?.[1].get;
  if (operation === undefined) return [`${exchange.method} ${path} is not in the document`];
  const said = [
    ...parameterViolations(operation.parameters, new URLSearchParams(exchange.query)),
    ...(exchange.method === 'POST' ? bodyViolations(operation.entity, exchange.requestBody) : []),
    ...(exchange.status >= 200 && exchange.status < 300
      ? answerViolations(operation.entity, exchange.answer)
      : []),
  ];
  return said.map((text) => `${exchange.method} ${path}: ${text}`);
}

function patternOf(name: string): RegExp {
  return new RegExp(`^${name.replace('{id}', '\\d+')}$`, 'iu');
}

function parameterViolations(types: Readonly<Record<string, string>>, query: URLSearchParams): string[] {
  return [...query].flatMap(([name, value]) => {
    const type = types[name] ?? UNDOCUMENTED_PARAMETERS[name];
    if (type === undefined) return [`the parameter ${name} is not in the document`];
    const pattern = MISTYPED_DATES.has(name) ? DATE : TYPES[type];
    return pattern === undefined || pattern.test(value) ? [] : [`${name}=${value} is no ${type}`];
  });
}

function bodyViolations(entity: string, body: string): string[] {
  const posts: unknown = JSON.parse(body);
  if (!Array.isArray(posts)) return ['the body is no array'];
  const fields = new Set(Object.keys(ENTITIES.get(entity)?.properties ?? {}));
  return posts.flatMap((post: unknown) => {
    const names = typeof post === 'object' && post !== null ? Object.keys(post) : [];
    const unknown = names.filter((name) => !fields.has(name) && !UNDOCUMENTED_FIELDS.has(name));
    return [
      ...unknown.map((name) => `the field ${name} is not in the (trimmed) entity ${entity}`),
      ...entityViolations(entity, post),
    ];
  });
}

function answerViolations(entity: string, answer: unknown): string[] {
  const items = Array.isArray(answer) ? answer : (listIn(answer) ?? [answer]);
  return items.flatMap((item) => entityViolations(entity, item));
}

/** The list in an envelope; null when the answer is no envelope. */
function listIn(answer: unknown): unknown[] | null {
  if (typeof answer !== 'object' || answer === null || !('record_count' in answer)) return null;
  return Object.values(answer).find((value) => Array.isArray(value)) ?? null;
}

function entityViolations(entity: string, value: unknown): string[] {
  const validate = ajv.getSchema(`halo#/components/schemas/${entity}`);
  if (validate === undefined) return [`the entity ${entity} is not in the document`];
  return validate(value) === true
    ? []
    : (validate.errors ?? []).map((error) => `${entity}${error.instancePath} ${error.message}`);
}
