import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { EpochMs } from '../domain/elevation-request.ts';
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

/** The journal: the file in which everything is kept. */
export const DatabaseState = z.object({
  file: z.string(),
  /** With what the database keeps beside it. */
  bytes: z.number().int(),
  freeBytes: z.number(),
  /** How many changes of the schema it has been through. */
  schema: z.number().int(),
  /** When it was last checked from its beginning to its end: every start does. */
  foundSoundAt: EpochMs,
  /** Where a damaged one was moved to at this start; null when it was sound. */
  setAside: z.string().nullable(),
  /** Names of older ones beside it: copies from before a change of the schema, and damaged ones. */
  copies: z.array(z.string()),
});
export type DatabaseState = z.infer<typeof DatabaseState>;

export const health = {
  /**
   * Tries connections, check by check, each told as soon as it is done. `running`: those that are in use;
   * `entered`: those of the settings, which are used from the next start on.
   */
  check: oc
    .input(
      z.object({
        which: z.enum(['running', 'entered']),
        services: z.array(ServiceName).max(2).default(['halo', 'idemeum']),
      }),
    )
    .output(eventIterator(CheckResult)),
  database: oc.input(Nothing).output(DatabaseState),
  /** How the companion is, for somebody who helps: without secrets, names and addresses. */
  report: oc.input(Nothing).output(z.object({ text: z.string() })),
};
