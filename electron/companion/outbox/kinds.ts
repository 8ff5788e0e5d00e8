import type { OutboxKind } from '../../../shared/domain/outbox.ts';
import type { ServiceName } from '../../../shared/domain/service-health.ts';

/** Which service the entries of each kind are for. JIT accounts have a loop of their own, in which nothing waits for others. */
export const KINDS_OF: Readonly<Record<ServiceName, readonly OutboxKind[]>> = {
  idemeum: ['decide-request'],
  halo: ['open-ticket', 'close-ticket', 'close-duplicate'],
};
