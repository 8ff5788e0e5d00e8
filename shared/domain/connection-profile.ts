import { z } from 'zod';
import { profileProblems } from './connection-profile-problems.ts';
import { DecisionScope, ElevationType, RequestStatus } from './elevation-request.ts';

/**
 * How this tenant's idemeum answers the operations whose API is not published: paths, media types and where each
 * field sits (reference: idemeum.md, "Not documented anywhere public"). The text of every check says what is expected.
 */

const LONGEST_TEXT = 500;
const DEEPEST_BODY = 8;

const PLACEHOLDER = /\{([A-Za-z]+)\}/gu;
const LIST_PLACEHOLDERS = ['page', 'size'] as const;
const REQUEST_LIST_PLACEHOLDERS = ['cursor', ...LIST_PLACEHOLDERS] as const;
const DECISION_PATH_PLACEHOLDERS = ['id', 'decision', 'scope'] as const;
const DECISION_PLACEHOLDERS = [
  ...DECISION_PATH_PLACEHOLDERS,
  'elevationType',
  'comment',
  'technicianEmail',
] as const;

/** JSON in which texts may hold placeholders. */
export type BodyTemplate =
  | string
  | number
  | boolean
  | null
  | readonly BodyTemplate[]
  | { readonly [key: string]: BodyTemplate };

/** Only the shape's own keys; an unknown one is most often a slip of the pen that would otherwise go unnoticed. */
function strict<S extends z.core.$ZodLooseShape>(shape: S) {
  const known = `only ${Object.keys(shape).join(', ')}`;
  return z.strictObject(shape, {
    error: (issue) => (issue.code === 'unrecognized_keys' ? known : undefined),
  });
}

const Pointer = z
  .string()
  .max(LONGEST_TEXT, `at most ${LONGEST_TEXT} characters`)
  .regex(/^(?:\/(?:[^~]|~[01])*)?$/u, 'a JSON pointer such as "/user/name", or "" for the whole');

const MediaType = z
  .string()
  .max(LONGEST_TEXT, `at most ${LONGEST_TEXT} characters`)
  .regex(/^[\w.+-]+\/[\w.+*-]+(?:; ?[\w-]+=[\w.-]+)*$/u, 'a media type such as "application/json"');

function textWith(allowed: readonly string[]) {
  return z
    .string()
    .max(LONGEST_TEXT, `at most ${LONGEST_TEXT} characters`)
    .refine(
      (text) => placeholdersIn(text).every((name) => allowed.includes(name)),
      onlyPlaceholders(allowed),
    );
}

function pathWith(allowed: readonly string[]) {
  return textWith(allowed).refine(
    isTenantPath,
    'a path on the tenant such as "/api/integrations/customers": one "/" first, no "..", no "\\", no "?" or "#"',
  );
}

function queryWith(allowed: readonly string[]) {
  return z.record(z.string(), textWith(allowed));
}

function bodyWith(allowed: readonly string[]) {
  return z
    .custom<BodyTemplate>(
      (value) => isBodyTemplate(value, DEEPEST_BODY),
      `JSON of at most ${DEEPEST_BODY} levels that holds texts, numbers, true, false and null`,
    )
    .refine(
      (body) => placeholdersInBody(body).every((name) => allowed.includes(name)),
      onlyPlaceholders(allowed),
    );
}

/** What the service calls a value → what the companion calls it. Compared by `wordKey`, hence the check. */
function valuesOf<V extends z.ZodType<string>>(meaning: V) {
  return z
    .record(z.string(), meaning)
    .refine((values) => Object.keys(values).length > 0, 'at least one value')
    .refine(hasOneMeaningEach, 'values that differ only in case, spaces, _ and - to mean the same');
}

const listParts = {
  $comment: z.string().optional(),
  method: z.enum(['GET', 'POST']),
  accept: MediaType.optional(),
  contentType: MediaType.optional(),
  items: Pointer,
  next: Pointer.optional(),
};

const ListCustomers = strict({
  ...listParts,
  path: pathWith([]),
  query: queryWith(LIST_PLACEHOLDERS).optional(),
  body: bodyWith(LIST_PLACEHOLDERS).optional(),
  fields: strict({
    id: Pointer.optional(),
    name: Pointer.optional(),
    displayName: Pointer.optional(),
  }).refine((fields) => fields.name !== undefined || fields.displayName !== undefined, 'name or displayName'),
}).superRefine(checkPages);
export type ListCustomers = z.infer<typeof ListCustomers>;

const RequestFields = strict({
  id: Pointer,
  status: Pointer,
  customerName: Pointer.optional(),
  customerDisplayName: Pointer.optional(),
  userName: Pointer.optional(),
  userEmail: Pointer.optional(),
  device: Pointer.optional(),
  operatingSystem: Pointer.optional(),
  application: Pointer.optional(),
  fileName: Pointer.optional(),
  path: Pointer.optional(),
  publisher: Pointer.optional(),
  hash: Pointer.optional(),
  reason: Pointer.optional(),
  createdAt: Pointer.optional(),
  updatedAt: Pointer.optional(),
  portalUrl: Pointer.optional(),
  decidedByName: Pointer.optional(),
  decidedByEmail: Pointer.optional(),
  decisionScope: Pointer.optional(),
  elevationType: Pointer.optional(),
  decisionComment: Pointer.optional(),
  decidedAt: Pointer.optional(),
}).refine(
  (fields) => fields.customerName !== undefined || fields.customerDisplayName !== undefined,
  'customerName or customerDisplayName',
);
export type RequestFields = z.infer<typeof RequestFields>;

const ListElevationRequests = strict({
  ...listParts,
  path: pathWith([]),
  query: queryWith(REQUEST_LIST_PLACEHOLDERS).optional(),
  body: bodyWith(REQUEST_LIST_PLACEHOLDERS).optional(),
  fields: RequestFields,
  values: strict({
    status: valuesOf(RequestStatus),
    decisionScope: valuesOf(DecisionScope).optional(),
    elevationType: valuesOf(ElevationType).optional(),
  }),
}).superRefine(checkPages);
export type ListElevationRequests = z.infer<typeof ListElevationRequests>;

/** A word that is absent cannot be sent to this tenant. */
const Sent = z.string().optional();

const DecideElevationRequest = strict({
  $comment: z.string().optional(),
  method: z.enum(['POST', 'PUT', 'PATCH']),
  path: pathWith(DECISION_PATH_PLACEHOLDERS),
  accept: MediaType.optional(),
  contentType: MediaType.optional(),
  query: queryWith(DECISION_PLACEHOLDERS).optional(),
  body: bodyWith(DECISION_PLACEHOLDERS).optional(),
  /** What the companion calls a value → what the service calls it. A missing map sends the companion's own words. */
  values: strict({
    decision: strict({ approve: Sent, deny: Sent }).optional(),
    scope: strict({ once: Sent, tenant: Sent, 'all-customers': Sent }).optional(),
    elevationType: strict({ admin: Sent, user: Sent }).optional(),
  }).optional(),
}).superRefine((operation, context) => {
  const used = placeholdersOf(operation);
  for (const name of ['id', 'decision']) {
    if (used.includes(name)) continue;
    context.addIssue({ code: 'custom', message: `{${name}} in the path, the query or the body` });
  }
});
export type DecideElevationRequest = z.infer<typeof DecideElevationRequest>;

/** An operation that is absent is "not available here": the UI then offers the portal. */
export const ConnectionProfile = strict({
  $comment: z.string().optional(),
  name: z.string().min(1, 'a name').max(100, 'at most 100 characters'),
  auth: z.enum(['oauth2', 'session']),
  operations: strict({
    listCustomers: ListCustomers.optional(),
    listElevationRequests: ListElevationRequests.optional(),
    decideElevationRequest: DecideElevationRequest.optional(),
  }),
});
export type ConnectionProfile = z.infer<typeof ConnectionProfile>;

export type ParsedProfile =
  | { readonly profile: ConnectionProfile }
  | { readonly problems: readonly string[] };

/**
 * Checks a connection profile.
 * @returns the profile, or up to 10 texts that each name a place in the JSON, what was found and what is expected
 */
export function parseProfile(json: unknown): ParsedProfile {
  const result = ConnectionProfile.safeParse(json);
  if (result.success) return { profile: result.data };
  return { problems: profileProblems(result.error.issues, json) };
}

/** Every placeholder of an operation, in its path, query and body. */
function placeholdersOf(operation: {
  readonly path: string;
  readonly query?: Readonly<Record<string, string>> | undefined;
  readonly body?: BodyTemplate | undefined;
}): readonly string[] {
  return [
    ...placeholdersIn(operation.path),
    ...placeholdersInBody(operation.query ?? null),
    ...placeholdersInBody(operation.body ?? null),
  ];
}

function placeholdersIn(text: string): string[] {
  return [...text.matchAll(PLACEHOLDER)].map((match) => match[1] ?? '');
}

function placeholdersInBody(body: BodyTemplate): string[] {
  if (typeof body === 'string') return placeholdersIn(body);
  if (typeof body !== 'object' || body === null) return [];
  return Object.values(body).flatMap(placeholdersInBody);
}

function onlyPlaceholders(allowed: readonly string[]): string {
  return allowed.length === 0 ? 'no placeholders' : `only the placeholders {${allowed.join('}, {')}}`;
}

/** The path must be exactly what a URL makes of it: whatever gets rewritten could leave the tenant or the path. */
function isTenantPath(path: string): boolean {
  const origin = 'https://tenant.invalid';
  const plain = path.replace(PLACEHOLDER, 'x');
  if (!plain.startsWith('/') || !URL.canParse(plain, origin)) return false;
  const url = new URL(plain, origin);
  return url.origin === origin && url.pathname === plain;
}

function isBodyTemplate(value: unknown, levels: number): value is BodyTemplate {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return true;
  if (typeof value === 'number') return Number.isFinite(value);
  if (typeof value !== 'object' || levels === 0) return false;
  return Object.values(value).every((part) => isBodyTemplate(part, levels - 1));
}

/** What two spellings of one word have in common: `ALL_CUSTOMERS`, `all-customers` and `AllCustomers` are the same. */
export function wordKey(word: string): string {
  return word.toLowerCase().replaceAll(/[\s_-]+/gu, '');
}

function hasOneMeaningEach(values: Readonly<Record<string, string>>): boolean {
  const meanings = new Map<string, string>();
  return Object.entries(values).every(([value, meaning]) => {
    const key = wordKey(value);
    const known = meanings.get(key) ?? meaning;
    meanings.set(key, known);
    return known === meaning;
  });
}

/** A "next" without {page} would end the list after its first page unnoticed, and {page} without "next" likewise. */
function checkPages(
  operation: {
    readonly path: string;
    readonly next?: string | undefined;
    readonly query?: Readonly<Record<string, string>> | undefined;
    readonly body?: BodyTemplate | undefined;
  },
  context: z.core.$RefinementCtx,
): void {
  const hasPage = placeholdersOf(operation).includes('page');
  if (hasPage === (operation.next !== undefined)) return;
  context.addIssue({
    code: 'custom',
    path: hasPage ? ['next'] : ['query'],
    message: hasPage
      ? 'the JSON pointer to the number of the next page, because the query holds {page}'
      : 'an entry with {page}, because "next" tells the next page',
  });
}
