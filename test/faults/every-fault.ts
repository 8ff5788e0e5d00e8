import { FaultKind, type FaultRule } from '../../electron/sandbox/faults.ts';

/** Every fault of the sandbox at the same rate, on both services. */
export function everyFault(rate: number): FaultRule[] {
  if (rate <= 0) return [];
  return [
    ...FaultKind.exclude(['latency']).options.map((kind) => ({ kind, rate })),
    { kind: 'tooMany429', rate, retryAfterSeconds: 4 },
    { kind: 'latency', rate, ms: 1_500 },
  ];
}
