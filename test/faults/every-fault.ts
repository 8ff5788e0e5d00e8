import type { FaultRule } from '../../electron/sandbox/faults.ts';

const KINDS = [
  'resetBefore',
  'resetAfter',
  'status500',
  'status502',
  'status503',
  'status500After',
  'status502After',
  'status503After',
  'tooMany429',
  'unauthorized401',
  'truncatedBody',
  'nonJsonBody',
  'wrongTypes',
  'duplicatedPages',
  'reorderedPages',
] as const;

/** Every fault of the sandbox at the same rate, on both services. */
export function everyFault(rate: number): FaultRule[] {
  if (rate <= 0) return [];
  return [
    ...KINDS.map((kind) => ({ kind, rate })),
    { kind: 'tooMany429', rate, retryAfterSeconds: 4 },
    { kind: 'latency', rate, ms: 1_500 },
  ];
}
