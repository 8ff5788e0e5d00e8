import type { Overview } from '../shared/contract/companion.ts';
import type { DatabaseState } from '../shared/contract/health.ts';
import type { Setting } from '../shared/contract/settings.ts';
import type { ToldAlert } from '../shared/domain/alert.ts';

export interface ReportFacts {
  readonly overview: Overview;
  readonly settings: readonly Setting[];
  readonly alerts: readonly ToldAlert[];
  readonly database: DatabaseState;
  readonly shell: 'desktop' | 'console';
  readonly platform: string;
  readonly node: string;
  readonly now: number;
}

/** Values of these kinds tell nothing about anybody. */
function isHarmless(value: Setting['value']): boolean {
  return value === null || typeof value === 'number' || typeof value === 'boolean';
}

/** How the companion is, for somebody who helps. Addresses, e-mail addresses and names in quotes are taken out. */
export function supportReport(facts: ReportFacts): string {
  const { overview, settings, alerts, now } = facts;
  const { counts, polling, haloBudget } = overview;
  const lines = [
    'idemeum Companion for HaloPSA – support report',
    `Time: ${new Date(now).toISOString()}`,
    `Version: ${overview.version}, ${facts.shell}, ${facts.platform}, Node ${facts.node}${overview.sandbox ? ', pretend services' : ''}`,
    '',
    'Services',
    ...overview.services.map(
      ({ service, state, text, lastSuccessAt, nextTryAt }) =>
        `- ${service}: ${state}; last success ${age(lastSuccessAt, now)}; next try ${age(nextTryAt, now)}${text === null ? '' : `; ${anonymous(text)}`}`,
    ),
    `- Halo calls: ${haloBudget.used} of ${haloBudget.allowed} (Halo allows ${haloBudget.limit}) in ${haloBudget.windowMinutes} min`,
    `- polling: ${polling.running ? 'running' : 'stopped'} every ${polling.intervalSeconds} s, last ${age(polling.lastPollAt, now)}`,
    '',
    'Database',
    ...databaseLines(facts.database, now),
    '',
    'Counts',
    ...Object.entries(counts).map(([name, count]) => `- ${name}: ${count}`),
    '',
    'Warnings',
    ...(overview.warnings.length === 0
      ? ['- none']
      : overview.warnings.map(({ kind, text }) => `- ${kind}: ${anonymous(text)}`)),
    '',
    'Settings (values that name nobody)',
    ...settings.map(
      ({ path, value, source, locked }) =>
        `- ${path}: ${isHarmless(value) ? String(value) : 'set'} (${source}${locked ? ', fixed' : ''})`,
    ),
    '',
    'Notifications, newest first',
    ...(alerts.length === 0
      ? ['- none']
      : alerts.map(({ kind, toldAt, result }) => `- ${kind} ${age(toldAt, now)}: ${resultOf(result)}`)),
  ];
  return `${lines.join('\n')}\n`;
}

/** The file's place holds the user's name, and the names of its copies the times of what happened. */
function databaseLines(
  { setAside, bytes, freeBytes, schema, copies, foundSoundAt }: DatabaseState,
  now: number,
) {
  return [
    `- ${setAside === null ? 'sound' : 'damaged and begun anew'}, checked ${age(foundSoundAt, now)}, version ${schema}`,
    `- ${Math.round(bytes / 1_000)} kB, ${Math.round(freeBytes / 1_000_000)} MB free, ${copies.length} older ones beside it`,
  ];
}

function resultOf(result: ToldAlert['result']): string {
  return result.status === 'not-shown' ? `not shown, ${result.reason}` : result.status;
}

function age(at: number | null, now: number): string {
  if (at === null) return 'never';
  const seconds = Math.round((now - at) / 1_000);
  return seconds >= 0 ? `${seconds} s ago` : `in ${-seconds} s`;
}

/** Without what could name a person, a customer or a computer. */
export function anonymous(text: string): string {
  return text
    .replaceAll(/[\p{L}\p{N}._%+-]+@[\p{L}\p{N}.-]+/gu, '[e-mail]')
    .replaceAll(/\b[a-z][a-z0-9+.-]*:\/\/\S+/giu, '[address]')
    .replaceAll(/“[^”]*”/gu, '“…”')
    .replaceAll(/"[^"]*"/gu, '"…"')
    .replaceAll(/\bsaid: .*/gsu, 'said: …')
    .replaceAll(/(?:\b[a-z]:\\|\\\\)[^\s;,]+/giu, '[path]')
    .replaceAll(/(?<![\w.])\/(?:[\w.@-]+\/)+[\w.@-]*/gu, '[path]')
    .replaceAll(
      /\b\d{1,3}(?:\.\d{1,3}){3}\b|(?<![\w:])(?:[\da-f]{0,4}:){2,7}[\da-f]{1,4}(?![\w:])/giu,
      '[ip]',
    )
    .replaceAll(/\b(?:[a-z0-9-]+\.)+[a-z]{2,}\b/giu, '[host]');
}
