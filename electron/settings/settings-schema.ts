import { z } from 'zod';
import { AlertKind } from '../../shared/domain/alert.ts';
import { LONGEST_JIT_HOURS, readCustomerHours, SHORTEST_JIT_HOURS } from '../../shared/domain/jit-account.ts';
import { LanguageChoice } from '../../shared/domain/language.ts';
import { TicketOverrides } from '../../shared/domain/ticket.ts';
import { parseServiceUrl, parseTokenUrl, type UrlReading } from '../http/urls.ts';
import { DESKTOP_EXPECTED, DesktopLayer } from './desktop-settings.ts';

/** Hours and minutes, local time. */
const TimeOfDay = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/u);

const Text = z.string().trim().min(1).max(500);

/** https, or http on this computer only; no user name, query or fragment. */
const ServiceUrl = addressBy(parseServiceUrl);
const TokenUrl = addressBy(parseTokenUrl);

function addressBy(parse: (text: string) => UrlReading) {
  return Text.superRefine((text, context) => {
    const reading = parse(text);
    if (!reading.ok) context.addIssue({ code: 'custom', message: reading.problem });
  });
}

/** A customer and the hours of its tenant. */
const CustomerHoursLine = Text.refine(
  (line) => readCustomerHours(line) !== null,
  'no customer with its hours',
);

/**
 * What one source of settings may hold: the config file, or settings.json in the data folder. Everything is
 * optional in one source; what is missing after both were read is found later (settings.ts).
 */
export const SettingsLayer = z
  .object({
    halo: z
      .object({
        url: ServiceUrl,
        clientId: Text,
        tokenUrl: TokenUrl,
        tenant: Text,
        requestLimit: z.number().int().min(10).max(100_000),
        budgetShare: z.number().gt(0).max(1),
      })
      .partial(),
    idemeum: z.object({ url: ServiceUrl, clientId: Text, profile: Text }).partial(),
    technician: z.object({ email: z.email() }).partial(),
    ticket: TicketOverrides,
    poll: z.object({ intervalSeconds: z.number().min(5).max(600) }).partial(),
    ...DesktopLayer,
    notifications: z
      .object({
        kinds: z.partialRecord(AlertKind, z.boolean()),
        quiet: z.object({ from: TimeOfDay, to: TimeOfDay }).nullable(),
      })
      .partial(),
    journal: z.object({ keepDays: z.number().int().min(30).max(3_650) }).partial(),
    jit: z
      .object({
        hours: z.number().min(SHORTEST_JIT_HOURS).max(LONGEST_JIT_HOURS),
        customerHours: z.array(CustomerHoursLine).max(500),
        portalParameter: z.enum(['customerDisplayName', 'customerName']),
      })
      .partial(),
    window: z.object({ language: LanguageChoice, guide: z.enum(['open', 'closed']) }).partial(),
    privacy: z.object({ notificationDetails: z.boolean() }).partial(),
  })
  .partial();

/** The keys that a config file may have, by section. Taken from the schema, so that the two cannot drift. */
export const KNOWN_KEYS: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries(SettingsLayer.shape).map(([section, schema]) => [
    section,
    Object.keys(schema.unwrap().shape),
  ]),
);

/** What a field should hold, in words; fields that are not listed get zod's own bounds in words. */
export const EXPECTED: ReadonlyMap<string, string> = new Map([
  [
    '',
    'an object with the sections "halo", "idemeum", "technician", "ticket", "poll", "notifications", "journal", "jit", "desktop", "portal", "updates", "window" and "privacy"',
  ],
  ['halo.url', 'the https address of your Halo instance, such as "https://example.halopsa.com"'],
  ['halo.clientId', 'the Client ID of the API application in Halo, as text'],
  [
    'halo.tokenUrl',
    'the https address of the token endpoint, such as "https://example.halopsa.com/auth/token"',
  ],
  ['halo.tenant', 'the tenant name of a hosted Halo, as text'],
  ['halo.requestLimit', "Halo's limit of requests in 5 minutes: a whole number from 10 to 100000"],
  [
    'halo.budgetShare',
    'the share of that limit for the companion: a number above 0 and up to 1, such as 0.8',
  ],
  ['idemeum.url', 'the https address of your idemeum tenant, such as "https://example.idemeum.com"'],
  ['idemeum.clientId', 'the client id of the oAuth2 client in idemeum, as text'],
  ['idemeum.profile', 'the path of a connection profile, relative to this file'],
  ['technician.email', 'an e-mail address'],
  ['poll.intervalSeconds', 'a number of seconds from 5 to 600'],
  ...DESKTOP_EXPECTED,
  ['notifications.quiet.from', 'a time of the day, such as "22:00"'],
  ['notifications.quiet.to', 'a time of the day, such as "07:00"'],
  ['journal.keepDays', 'a whole number of days from 30 to 3650'],
  ['jit.hours', `a number of hours from ${SHORTEST_JIT_HOURS} to ${LONGEST_JIT_HOURS}`],
  [
    'jit.customerHours',
    `a list of texts such as "Contoso Ltd = 8", with hours from ${SHORTEST_JIT_HOURS} to ${LONGEST_JIT_HOURS}`,
  ],
  ['jit.portalParameter', '"customerDisplayName" or "customerName"'],
]);
