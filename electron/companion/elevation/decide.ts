import type { DecisionAnswer } from '../../../shared/contract/requests.ts';
import { isOver } from '../../../shared/domain/elevation-request.ts';
import type { DecisionCommand } from '../api.ts';
import { type Core, technicianOf } from '../core.ts';
import type { AuditResult } from '../journal/audit.ts';
import { type OutboxItem, requestIdOf } from '../journal/journal.ts';
import { neededPayload } from '../journal/unreadable-row.ts';
import type { Finish } from '../outbox/outcome.ts';
import { ServiceError } from '../ports/errors.ts';
import type { Told, Words } from '../ports/told.ts';
import { elevationErrors } from './error-table.ts';
import { DecisionPayload, noteTaken } from './own-decisions.ts';

/**
 * The status of a request that is over already. 404 is none of them: where to decide is not published, and a profile with
 * a wrong path is answered so too. A decision that meets it waits for what the list says: there the request is over, or a
 * person has to look.
 */
const OVER_STATUSES = new Set([409, 410]);

/** How a decision was taken. */
type Taken = DecisionAnswer & { readonly text: Words | null };

/** Takes a technician's decision into the outbox. It counts once idemeum confirms it. */
export async function takeDecision(core: Core, command: DecisionCommand): Promise<Taken> {
  if (!core.idemeum.can.decide) {
    return refused(elevationErrors.cannotDecide());
  }
  return await core.journal.transact(async (tx) => {
    const stored = await tx.requests.find(command.requestId);
    if (!stored) return refused(elevationErrors.unknown());
    if (isOver(stored.request.status)) {
      return refused(elevationErrors.over(stored.request.status));
    }
    const earlier = await tx.outbox.findFor('decide-request', command.requestId);
    if (earlier && earlier.state !== 'done' && earlier.state !== 'dismissed') {
      return refused(elevationErrors.onItsWay());
    }
    const payload = payloadOf(command);
    const now = core.clock.now();
    const { requestId } = command;
    const notBefore = command.undoable ? now + core.timing.undoMs : null;
    await tx.outbox.ask(
      {
        kind: 'decide-request',
        subject: requestId,
        requestId,
        payload: JSON.stringify(payload),
        notBefore,
      },
      now,
    );
    const asked = await tx.outbox.findFor('decide-request', requestId);
    await tx.audit.add(
      {
        event: 'request.decision-taken',
        requestId,
        actor: technicianOf(core),
        outboxId: asked?.id ?? null,
        result: 'under-way',
        text: `${payload.verdict} (${payload.scope}) was asked for here.`,
      },
      now,
    );
    return { accepted: true, text: null, undoUntil: notBefore };
  });
}

function refused({ text }: Told): Taken {
  return { accepted: false, text, undoUntil: null };
}

function payloadOf({ verdict, scope, elevationType, comment }: DecisionCommand): DecisionPayload {
  return {
    verdict,
    scope,
    elevationType: verdict === 'approve' ? (elevationType ?? 'admin') : null,
    comment: comment?.trim() || null,
  };
}

/** Takes a decision back, as long as nothing of it was sent. */
export async function withdrawDecision(
  core: Core,
  requestId: string,
): Promise<{ readonly done: boolean; readonly text: Words | null }> {
  return await core.journal.transact(async (tx) => {
    const item = await tx.outbox.findFor('decide-request', requestId);
    if (item === null || undoUntil(item) === null) {
      return { done: false, text: elevationErrors.tooLateToTakeBack().text };
    }
    const now = core.clock.now();
    await tx.outbox.update({ ...item, state: 'dismissed', until: null, updatedAt: now });
    await tx.audit.add(
      {
        event: 'request.decision-withdrawn',
        requestId,
        actor: technicianOf(core),
        outboxId: item.id,
        text: 'The decision was taken back before it was sent.',
      },
      now,
    );
    return { done: true, text: null };
  });
}

/** Until when a decision can be taken back (epoch ms); null once it may have been sent. */
export function undoUntil(item: OutboxItem): number | null {
  const isUntouched = item.state === 'waiting' && item.attempt === 0 && !item.uncertain;
  return isUntouched ? item.until : null;
}

/** Sends a decision. Somebody else having decided first ends it too: the next poll brings who and what. */
export async function sendDecision(core: Core, item: OutboxItem, signal: AbortSignal): Promise<Finish> {
  const payload = neededPayload(item.payload, DecisionPayload);
  const requestId = requestIdOf(item);
  const stored = await core.journal.requests.find(requestId);
  if (!stored || isOver(stored.request.status)) return { apply: async () => undefined, pollSoon: false };
  let text = `${payload.verdict} (${payload.scope}) was sent to idemeum.`;
  let result: AuditResult = 'done';
  try {
    await core.idemeum.decide(
      { requestId, technicianEmail: core.settings.technicianEmail, ...payload },
      signal,
    );
  } catch (error) {
    if (!(error instanceof ServiceError) || !OVER_STATUSES.has(error.status ?? 0)) throw error;
    result = 'failed';
    text =
      'idemeum says that the request is over already: somebody else decided it, or this decision had arrived.';
  }
  return {
    pollSoon: true,
    apply: async (tx) => {
      const now = core.clock.now();
      if (result === 'done') await noteTaken(tx, requestId, payload, now);
      await tx.audit.add({ event: 'request.decision-sent', requestId, outboxId: item.id, result, text }, now);
    },
  };
}
