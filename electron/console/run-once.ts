import type { ServiceHealth } from '../../shared/domain/service-health.ts';
import type { PassSummary } from '../companion/api.ts';

export const ONCE_PATIENCE_MS = 30_000;

/** What --json prints. */
export function summaryLine(summary: PassSummary): string {
  const { polled, opened, closed, awaitingMapping, parked, quarantined, waiting } = summary;
  const { haloCalls, idemeumCalls, problems } = summary;
  return JSON.stringify({
    polled,
    opened,
    closed,
    awaitingMapping,
    parked,
    quarantined,
    waiting,
    haloCalls,
    idemeumCalls,
    problems,
  });
}

/** What --once prints for people. */
export function summaryText(summary: PassSummary): string {
  const lines = [
    `${count(summary.polled, 'request')} read from idemeum`,
    `${count(summary.opened, 'ticket')} opened, ${summary.closed} closed`,
    `${count(summary.awaitingMapping, 'request')} waiting for a mapping of the customer`,
    `${summary.parked} parked, ${summary.quarantined} quarantined, ${summary.waiting} left for the next pass`,
    `${count(summary.haloCalls, 'call')} to Halo, ${summary.idemeumCalls} to idemeum`,
  ];
  return lines.join('\n');
}

function count(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? '' : 's'}`;
}

/** The exit code of a pass (documented by --help). A service that never answered left everything waiting. */
export function exitCodeOf(summary: PassSummary, services: readonly ServiceHealth[]): 0 | 1 | 3 {
  if (summary.refused.length > 0) return 3;
  const troubled = services.some((service) => service.state === 'troubled');
  return troubled || summary.parked > 0 || summary.quarantined > 0 || summary.waiting > 0 ? 1 : 0;
}
