import { z } from 'zod';
import { EpochMs } from './elevation-request.ts';

export const ServiceName = z.enum(['idemeum', 'halo']);
export type ServiceName = z.infer<typeof ServiceName>;

/**
 * starting: not called yet. ok: the last call worked. troubled: failing, tried again by itself.
 * refused: the service refused our credentials or rights; the companion has stopped calling it.
 */
const HealthState = z.enum(['starting', 'ok', 'troubled', 'refused']);

export const ServiceHealth = z.object({
  service: ServiceName,
  state: HealthState,
  /** What is wrong and what to do, in words for a technician. */
  text: z.string().nullable(),
  lastSuccessAt: EpochMs.nullable(),
  nextTryAt: EpochMs.nullable(),
});
export type ServiceHealth = z.infer<typeof ServiceHealth>;
