import { z } from 'zod';
import {
  DecisionScope,
  type ElevationRequest,
  ElevationType,
  EpochMs,
  Verdict,
} from '../../../shared/domain/elevation-request.ts';
import type { Core } from '../core.ts';
import type { JournalTx, OutboxItem } from '../journal/journal.ts';
import { readJsonText } from '../journal/unreadable-row.ts';

/** What a technician decides here. */
export const DecisionPayload = z.object({
  verdict: Verdict,
  scope: DecisionScope,
  elevationType: ElevationType.nullable(),
  comment: z.string().nullable(),
});
export type DecisionPayload = z.infer<typeof DecisionPayload>;

/** The same once idemeum took it. */
const TakenDecision = DecisionPayload.extend({ takenAt: EpochMs });

/** How long a decision that idemeum took has to show in what changed, before the whole list is asked for it. */
const SHOWN_WITHIN_MS = 60_000;

/** Keeps that idemeum took a decision, together with "done": what it only called over was somebody else's, or lost. */
export async function noteTaken(
  tx: JournalTx,
  requestId: string,
  decision: DecisionPayload,
  now: number,
): Promise<void> {
  const entry = await tx.outbox.findFor('decide-request', requestId);
  if (entry) await tx.outbox.update({ ...entry, payload: JSON.stringify({ ...decision, takenAt: now }) });
}

/**
 * Whether a decision that idemeum answered should have shown by now: a tenant may list undecided requests only, and then
 * it shows by the request not being there any more, in the whole list alone.
 * @param answered see `OutboxRepository.answeredDecisions`
 * @param lastWholeAt when the list was last read whole (epoch ms)
 */
export function isTimeToLookFor(answered: readonly OutboxItem[], lastWholeAt: number, now: number): boolean {
  return answered.some(
    ({ updatedAt }) => updatedAt > lastWholeAt && Math.abs(now - updatedAt) >= SHOWN_WITHIN_MS,
  );
}

/** A request that is not listed any more, ended by the decision that idemeum took from here; null where it took none. */
export function endedFromHere(
  request: ElevationRequest,
  entry: OutboxItem,
  { settings }: Core,
): ElevationRequest | null {
  const taken = readJsonText(entry.payload, TakenDecision);
  if (taken === null) return null;
  const { verdict, scope, elevationType, comment, takenAt: at } = taken;
  return {
    ...request,
    status: verdict === 'approve' ? 'approved' : 'denied',
    updatedAt: at,
    decision: { byName: null, byEmail: settings.technicianEmail, scope, elevationType, comment, at },
  };
}

/** A decision made here that is still under way is settled by what idemeum says. */
export async function dropDecision(tx: JournalTx, requestId: string, now: number): Promise<void> {
  const [entry] = await tx.outbox.decisionsOf([requestId]);
  if (!entry || entry.state === 'done' || entry.state === 'dismissed') return;
  await tx.outbox.update({ ...entry, state: 'done', parked: null, until: null, updatedAt: now });
}
