import { z } from 'zod';

const Count = z.int().min(0);
const Rate = z.number().min(0).max(1);

/** Lists that may come as a bare array instead of an envelope. */
const ListName = z.enum([
  'Client',
  'Asset',
  'Agent',
  'TicketType',
  'Status',
  'Category',
  'Lookup',
  'Tickets',
  'Actions',
]);
export type ListName = z.infer<typeof ListName>;

const RefusalShape = z.enum(['oauth', 'resultCode', 'className', 'message', 'string', 'html', 'mixed']);

/** How the pretend Halo behaves. Everything can be changed while it runs. */
const HaloSettings = z.object({
  /** Named by authinfo and demanded by the token endpoint; null for a self-hosted instance. */
  tenant: z.string().nullable(),
  tokenLifeSeconds: z.int().min(1),
  /** What the application may ask for (halo-api.md, "Application"). */
  grantedScopes: z.array(z.string()),
  /** From the list in halo/permissions.ts, upper and lower case alike. */
  missingPermissions: z.array(z.string()),
  refusalShape: RefusalShape,
  rateLimit: z.int().min(1),
  rateWindowMs: z.int().min(1),
  /** Calls of other integrations that always lie in the window. */
  rateTakenByOthers: Count,
  /** Whether refused calls lengthen the wait. */
  rateCountsRefused: z.boolean(),
  /** Whether sign-ins lie in the window as well. */
  rateCountsTokenCalls: z.boolean(),
  /** Sent with 429 when not null, seconds. */
  retryAfterSeconds: Count.nullable(),
  clientPageCap: z.int().min(1),
  assetPageCap: z.int().min(1),
  ticketPageCap: z.int().min(1),
  /** What happens to a page_size above the cap. */
  pageSizeOverCap: z.enum(['capped', 'refused']),
  bareArrays: z.array(ListName),
  /** What an envelope says of how many there are: the truth, nothing, how many came with it, or too many. */
  recordCount: z.enum(['right', 'missing', 'ofPage', 'tooHigh']),
  /** Paged lists may also come whole, whatever page was asked for. */
  paging: z.enum(['honoured', 'ignored']),
  /** Parameters that this instance does not know: it minds them, or acts as if they were not there. */
  refusedParameters: z.array(z.string()),
  ignoredParameters: z.array(z.string()),
  /** How ids and flags are spelt in answers. */
  idsAs: z.enum(['number', 'text']),
  flagsAs: z.enum(['boolean', 'text', 'number']),
  /** Where the path of a category is, and how a ticket type tells the statuses that it allows. */
  categoryIn: z.enum(['both', 'value', 'category_name']),
  allowedStatusAs: z.enum(['objects', 'ids', 'list', 'absent']),
  /** The answer to a POST. */
  postAnswer: z.enum(['object', 'array', 'envelope', 'empty']),
  /** What a ticket that does not exist is answered with. */
  missingTicketStatus: z.union([z.literal(404), z.literal(400), z.literal(403)]),
  lastUpdateFilter: z.enum(['honoured', 'ignored', 'refused']),
  searchLagMs: Count,
  /** The lag concerns searches only, every list but one by `ticketids`, or every list, that one included. */
  searchLagOn: z.enum(['searches', 'listsButIds', 'lists']),
  listsCarryThirdPartyId: z.boolean(),
  closeWays: z.enum(['both', 'ticket', 'action']),
  /** How the other way is refused: a 400, or a 200 that changes nothing. */
  closeRefusal: z.enum(['loud', 'silent']),
  /** Fields that the ticket type demands unless `_novalidate` is sent. */
  mandatoryFields: z.array(z.string()),
  /** A ticket template that overwrites what was sent unless `donotapplytemplateintheapi` is. */
  template: z
    .object({ summary: z.string(), details_html: z.string(), category_1: z.string() })
    .partial()
    .nullable(),
  summaryLength: z.int().min(10),
});
export type HaloSettings = z.infer<typeof HaloSettings>;

export const HALO_DEFAULTS: HaloSettings = {
  tenant: 'northbridge',
  tokenLifeSeconds: 3_600,
  grantedScopes: ['read:tickets', 'edit:tickets', 'read:customers', 'read:assets'],
  missingPermissions: [],
  refusalShape: 'message',
  rateLimit: 300,
  rateWindowMs: 300_000,
  rateTakenByOthers: 0,
  rateCountsRefused: false,
  rateCountsTokenCalls: true,
  retryAfterSeconds: null,
  clientPageCap: 100,
  assetPageCap: 100,
  ticketPageCap: 100,
  pageSizeOverCap: 'capped',
  bareArrays: ['Agent', 'TicketType', 'Status', 'Category', 'Lookup'],
  recordCount: 'right',
  paging: 'honoured',
  refusedParameters: [],
  ignoredParameters: [],
  idsAs: 'number',
  flagsAs: 'boolean',
  categoryIn: 'both',
  allowedStatusAs: 'objects',
  postAnswer: 'object',
  missingTicketStatus: 404,
  lastUpdateFilter: 'honoured',
  searchLagMs: 0,
  searchLagOn: 'listsButIds',
  listsCarryThirdPartyId: false,
  closeWays: 'both',
  closeRefusal: 'loud',
  mandatoryFields: [],
  template: null,
  summaryLength: 255,
};

/** How the pretend idemeum behaves. */
const IdemeumSettings = z.object({
  tokenLifeSeconds: z.int().min(1),
  customerPageCap: z.int().min(1),
  requestPageCap: z.int().min(1),
  /** What happens to a `size` above the cap. */
  pageSizeOverCap: z.enum(['capped', 'refused']),
  /** The next page's number, or that there is none: null, left out, or an empty text. */
  nextPageAs: z.enum(['number', 'text']),
  lastPageAs: z.enum(['null', 'absent', 'emptyText']),
  /** Whether a change at the very time of the cursor is part of the answer. */
  cursorIs: z.enum(['inclusive', 'exclusive']),
  timesAs: z.enum(['milliseconds', 'seconds', 'offset']),
  /** Whether requests that are over stay in the list (idemeum.md: in the portal they disappear from it). */
  listsDecided: z.boolean(),
  expireAfterMs: z.int().min(1),
  /** Times are cut to multiples of this, so that many are equal. */
  timestampStepMs: z.int().min(1),
  /** How often an optional field that has no value is absent instead of null. */
  absentRate: Rate,
  /** The documentation leaves the body of a success open. */
  jitAnswer: z.enum(['none', 'empty', 'json', 'text']),
  /** What disabling an account that is not enabled is answered with. */
  jitUnknownAccount: z.enum(['success', 'not-found']),
  /** How long an account stays enabled by itself (idemeum.md: 4 hours). */
  jitLifeMs: z.int().min(1),
  /** Whether the pages of the portal are for those only who have signed in there. */
  portalSignIn: z.boolean(),
});
export type IdemeumSettings = z.infer<typeof IdemeumSettings>;

const FOUR_DAYS_MS = 4 * 86_400_000;

export const IDEMEUM_DEFAULTS: IdemeumSettings = {
  tokenLifeSeconds: 3_600,
  customerPageCap: 50,
  requestPageCap: 25,
  pageSizeOverCap: 'capped',
  nextPageAs: 'number',
  lastPageAs: 'null',
  cursorIs: 'inclusive',
  timesAs: 'milliseconds',
  listsDecided: true,
  expireAfterMs: FOUR_DAYS_MS,
  timestampStepMs: 1,
  absentRate: 0.5,
  jitAnswer: 'none',
  jitUnknownAccount: 'success',
  jitLifeMs: 4 * 3_600_000,
  portalSignIn: false,
};

export interface Settings {
  readonly halo: HaloSettings;
  readonly idemeum: IdemeumSettings;
}

export const SettingsChange = z.strictObject({
  halo: HaloSettings.partial().strict().optional(),
  idemeum: IdemeumSettings.partial().strict().optional(),
});
export type SettingsChange = z.infer<typeof SettingsChange>;
