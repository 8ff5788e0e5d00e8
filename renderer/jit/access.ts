import type { AccessAnswer } from '../../shared/contract/jit.ts';

/** Where access to a customer is asked for. */
export type Access = Extract<AccessAnswer, { possible: true }>;
