import { z } from 'zod';
import type { ServiceName } from '../../../shared/domain/service-health.ts';
import { ServiceError } from '../ports/errors.ts';
import type { Told } from '../ports/told.ts';
import { journalErrors } from './error-table.ts';

/** A row of the journal holds what was never written into it. It stays as it is, for whoever can still make sense of it. */
export class UnreadableRowError extends Error {
  readonly told: Told;

  constructor(table: string) {
    const told = journalErrors.unreadableRow(table);
    super(told.text);
    this.name = 'UnreadableRowError';
    this.told = told;
  }
}

/** True for what reading a row throws when the row makes no sense. */
export function isUnreadable(error: unknown): boolean {
  return error instanceof z.ZodError || error instanceof SyntaxError;
}

/** What the journal keeps as JSON; null when it is not what was written there. */
export function readJsonText<T>(text: string | null, schema: z.ZodType<T>): T | null {
  try {
    return schema.parse(JSON.parse(text ?? 'null'));
  } catch (error) {
    if (isUnreadable(error)) return null;
    throw error;
  }
}

/** The same for who cannot go on without. @throws UnreadableRowError */
export function neededPayload<T>(text: string | null, schema: z.ZodType<T>): T {
  const payload = readJsonText(text, schema);
  if (payload === null) throw new UnreadableRowError('outbox');
  return payload;
}

/**
 * Work on one of many: a row that cannot be read must not keep the others from theirs.
 * @param otherwise done instead
 */
export async function readable(
  work: () => Promise<void>,
  otherwise: () => Promise<void> = async () => undefined,
): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof UnreadableRowError)) throw error;
    await otherwise();
  }
}

/** What is parked for a person to look at instead: a row that was lost holds up its own entry and no other. */
export function asRefusal(error: unknown, service: ServiceName): unknown {
  if (!(error instanceof UnreadableRowError)) return error;
  return new ServiceError({ service, kind: 'rejected', text: error.told, cause: error });
}
