import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { ServiceName } from '../domain/service-health.ts';
import { Nothing } from './nothing.ts';

export const CheckId = z.enum([
  'halo-sign-in',
  'halo-agent',
  'halo-tickets',
  'halo-clients',
  'halo-assets',
  'halo-names',
  'idemeum-sign-in',
  'idemeum-requests',
  'idemeum-customers',
]);
export type CheckId = z.infer<typeof CheckId>;

/** What one check of a connection found. */
export const CheckResult = z.object({
  id: CheckId,
  service: ServiceName,
  /** `left-out`: it makes no sense before another one is good, or is not available here. */
  state: z.enum(['ok', 'failed', 'left-out']),
  /** For a person: what is wrong and where it is mended, or what was found. */
  text: z.string().nullable(),
});
export type CheckResult = z.infer<typeof CheckResult>;

export const health = {
  /**
   * Tries both connections, check by check, each told as soon as it is done. `running`: those that are in use;
   * `entered`: those of the settings, which are used from the next start on.
   */
  check: oc.input(z.object({ which: z.enum(['running', 'entered']) })).output(eventIterator(CheckResult)),
  /** How the companion is, for somebody who helps: without secrets, names and addresses. */
  report: oc.input(Nothing).output(z.object({ text: z.string() })),
};
