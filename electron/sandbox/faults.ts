import { z } from 'zod';
import type { Random } from './random.ts';

/** What can go wrong. "Before": the call has had no effect. "After": it has, but the caller cannot tell. */
export const FaultKind = z.enum([
  'latency',
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
]);
type FaultKind = z.infer<typeof FaultKind>;

const Service = z.enum(['halo', 'idemeum']);
export type Service = z.infer<typeof Service>;

export const FaultRule = z.strictObject({
  kind: FaultKind,
  /** Both services when left out. */
  service: Service.optional(),
  method: z.enum(['GET', 'POST']).optional(),
  /** A regular expression, case folded, tried on path and query: `^/api/Tickets`. */
  path: z.string().optional(),
  /** Always when left out. */
  rate: z.number().min(0).max(1).optional(),
  /** The rule is gone after it struck so often. */
  times: z.int().min(1).optional(),
  /** Matching calls that are let through first. */
  skip: z.int().min(0).optional(),
  /** For `latency`. */
  ms: z.number().min(0).optional(),
  /** For `tooMany429`: sent as Retry-After, seconds. */
  retryAfterSeconds: z.int().min(0).optional(),
});
export type FaultRule = z.infer<typeof FaultRule>;

export type PageFault = 'duplicatedPages' | 'reorderedPages';

/** What one call suffers. */
export interface FaultPlan {
  readonly kinds: readonly FaultKind[];
  readonly latencyMs: number;
  readonly retryAfterSeconds: number | null;
  has(kind: FaultKind): boolean;
}

interface LiveRule {
  readonly rule: FaultRule;
  readonly path: RegExp | null;
  toSkip: number;
  left: number;
}

const USUAL_LATENCY_MS = 1_000;

/** The faults that are switched on. Rules combine: one call may be slow and then fail. */
export class FaultBoard {
  readonly #random: Random;
  #rules: LiveRule[] = [];

  constructor(random: Random) {
    this.#random = random;
  }

  /** Replaces all rules. @throws SyntaxError for a path that is no regular expression */
  setAll(rules: readonly FaultRule[]): void {
    this.#rules = rules.map(live);
  }

  /** Replaces the rules of one service; those of both services stay. @throws SyntaxError as above */
  set(service: Service, rules: readonly FaultRule[]): void {
    const others = this.#rules.filter(({ rule }) => rule.service !== service);
    this.#rules = [...others, ...rules.map((rule) => live({ ...rule, service }))];
  }

  /** @throws SyntaxError for a path that is no regular expression */
  add(...rules: readonly FaultRule[]): void {
    this.#rules.push(...rules.map(live));
  }

  /** Strikes the next matching call, once. */
  failNext(rule: FaultRule): void {
    this.add({ times: 1, ...rule });
  }

  clear(): void {
    this.#rules = [];
  }

  list(): readonly FaultRule[] {
    return this.#rules.map(({ rule, left }) => (Number.isFinite(left) ? { ...rule, times: left } : rule));
  }

  /** @param target path and query */
  draw(service: Service, method: string, target: string): FaultPlan {
    const struck = this.#rules.filter((one) => this.#strikes(one, service, method, target));
    this.#rules = this.#rules.filter((one) => one.left > 0);
    const kinds = struck.map(({ rule }) => rule.kind);
    const slow = struck.filter(({ rule }) => rule.kind === 'latency');
    return {
      kinds,
      latencyMs: slow.reduce((sum, { rule }) => sum + (rule.ms ?? USUAL_LATENCY_MS), 0),
      retryAfterSeconds:
        struck.find(({ rule }) => rule.kind === 'tooMany429')?.rule.retryAfterSeconds ?? null,
      has: (kind) => kinds.includes(kind),
    };
  }

  #strikes(one: LiveRule, service: Service, method: string, target: string): boolean {
    const { rule } = one;
    if (rule.service !== undefined && rule.service !== service) return false;
    if (rule.method !== undefined && rule.method !== method) return false;
    if (one.path !== null && !one.path.test(target)) return false;
    if (one.toSkip > 0) {
      one.toSkip -= 1;
      return false;
    }
    if (!this.#random.chance(rule.rate ?? 1)) return false;
    one.left -= 1;
    return true;
  }
}

function live(rule: FaultRule): LiveRule {
  return {
    rule,
    path: rule.path === undefined ? null : new RegExp(rule.path, 'iu'),
    toSkip: rule.skip ?? 0,
    left: rule.times ?? Number.POSITIVE_INFINITY,
  };
}
