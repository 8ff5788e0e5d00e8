import { z } from 'zod';
import { SettingsChange } from '../../electron/sandbox/settings.ts';
import { seeded } from '../support/fake-clock.ts';
import { drawServices } from './services-drawn.ts';

const Desk = z.int().min(0);
const WallMs = z.int().min(0);
/** Chance of this event alone: dropping another event changes nothing about it. */
const Draw = z.int().min(0);

/** When, as a share of the time in which things happen. */
const At = { at: z.number().min(0).max(1) };

/** One thing that happens in a campaign. */
export const HistoryEvent = z.discriminatedUnion('do', [
  /** People ask. */
  z.object({ ...At, do: z.literal('ask'), count: z.int().min(1), draw: Draw }),
  /** Technicians decide a share of what is pending in the portal. */
  z.object({ ...At, do: z.literal('decide'), share: z.number(), draw: Draw }),
  /** A technician decides one request in the companion. */
  z.object({ ...At, do: z.literal('decide-here'), desk: Desk, draw: Draw }),
  /** A technician is given a JIT account, tied to a job's ticket or for a time. */
  z.object({
    ...At,
    do: z.literal('grant'),
    desk: Desk,
    customer: z.int(),
    minutes: z.int(),
    job: z.int().nullable(),
  }),
  z.object({ ...At, do: z.literal('disable-mine'), desk: Desk }),
  /** Somebody closes a job's ticket in Halo. */
  z.object({ ...At, do: z.literal('close-job'), job: z.int() }),
  /** `kill -9`, and another start a while later. */
  z.object({ ...At, do: z.literal('kill'), desk: Desk, forMs: WallMs }),
  /** The computer sleeps. */
  z.object({ ...At, do: z.literal('sleep'), desk: Desk, forMs: WallMs }),
  /** Its clock is wrong by so much, until somebody sets it right. */
  z.object({ ...At, do: z.literal('clock'), desk: Desk, minutes: z.int(), forMs: WallMs }),
  z.object({ ...At, do: z.literal('disk-full'), desk: Desk, forMs: WallMs }),
  /** It starts with a data folder that cannot be written. */
  z.object({ ...At, do: z.literal('read-only'), desk: Desk }),
  /** Bytes of its database are flipped while it does not run. */
  z.object({ ...At, do: z.literal('damage'), desk: Desk, draw: Draw }),
  z.object({ ...At, do: z.literal('restart-services'), forMs: WallMs }),
  z.object({ ...At, do: z.literal('revoke-tokens') }),
  /** From now on each fault strikes this share of the calls. */
  z.object({ ...At, do: z.literal('faults'), rate: z.number().min(0).max(1) }),
]);
export type HistoryEvent = z.infer<typeof HistoryEvent>;

/** Everything that happens in a campaign, as a value: it can be played again, and made smaller. */
export const History = z.object({
  seed: z.int(),
  /** On the wall: how long things happen. */
  minutes: z.number().positive(),
  companions: z.int().min(1),
  /** How much faster than on the wall time passes for companions and services. */
  timeScale: z.number().positive(),
  /** How these services behave. */
  services: SettingsChange,
  events: z.array(HistoryEvent),
});
export type History = z.infer<typeof History>;

export interface CampaignPlan {
  readonly seed: number;
  readonly minutes: number;
  readonly requests: number;
  readonly companions: number;
  /** The highest share of calls that one fault strikes. */
  readonly faultRate: number;
  /** Null for as fast as the requests need. */
  readonly timeScale: number | null;
}

export const JOBS = 6;
export const CUSTOMERS = 12;
const ASKS = 40;

/**
 * Halo calls that a request is given room for: a life costs 2.5 to 4, and every further companion looks at the ticket
 * when it was opened and when it was closed. The rest is faults.
 */
const CALLS_A_REQUEST = 6;
const CALLS_A_COMPANION = 5;
const CALLS_A_WINDOW = 240;
const WINDOW_MINUTES = 5;
const SLOWEST = 60;

/** The history that a seed stands for. */
export function drawHistory(plan: CampaignPlan): History {
  const random = seeded(plan.seed);
  const { seed, minutes, companions } = plan;
  const calls = CALLS_A_REQUEST + CALLS_A_COMPANION * companions;
  const windows = (plan.requests * calls) / CALLS_A_WINDOW;
  const timeScale = plan.timeScale ?? Math.max(SLOWEST, Math.ceil((windows * WINDOW_MINUTES) / minutes));
  const events = [...work(plan, random), ...disturbances(plan, random)].sort((a, b) => a.at - b.at);
  return { seed, minutes, companions, timeScale, services: drawServices(random), events };
}

/** People at work: they ask and decide, and are given accounts. */
function work({ requests, companions, minutes }: CampaignPlan, random: () => number): HistoryEvent[] {
  const batches = Math.min(ASKS, requests);
  const share = (index: number) =>
    Math.floor((requests * (index + 1)) / batches) - Math.floor((requests * index) / batches);
  const asks = Array.from({ length: batches }, (_, index): HistoryEvent[] => {
    // Some come in a rush.
    const at = (random() < 0.2 ? index - 1 : index + random()) / (batches * 1.1);
    return [
      { at: clamped(at), do: 'ask', count: share(index), draw: drawn(random) },
      {
        at: clamped(at + 0.02 + random() * 0.1),
        do: 'decide',
        share: 0.2 + random() * 0.6,
        draw: drawn(random),
      },
    ];
  });
  const some = Math.max(3, Math.round(minutes * 4));
  const others = Array.from({ length: some }, (_, index): HistoryEvent[] => [
    { at: random(), do: 'decide-here', desk: pick(companions, random), draw: drawn(random) },
    {
      at: random() * 0.9,
      do: 'grant',
      desk: pick(companions, random),
      customer: pick(CUSTOMERS, random),
      minutes: 5 + pick(60, random),
      job: random() < 0.4 ? pick(JOBS, random) : null,
    },
    ...(index % 3 === 0
      ? [{ at: random(), do: 'disable-mine' as const, desk: pick(companions, random) }]
      : []),
  ]);
  const jobs = Array.from(
    { length: JOBS },
    (_, job): HistoryEvent => ({ at: 0.3 + random() * 0.7, do: 'close-job', job }),
  );
  return [...asks.flat(), ...others.flat(), ...jobs];
}

/** How often each kind of trouble comes, a minute; at least once where it comes at all. */
const TROUBLE_A_MINUTE = {
  kill: 3,
  sleep: 1,
  clock: 0.8,
  'disk-full': 0.5,
  'read-only': 0.3,
  damage: 0.15,
  'restart-services': 0.3,
  'revoke-tokens': 0.5,
  faults: 1,
} as const;
type Trouble = keyof typeof TROUBLE_A_MINUTE;

function disturbances(plan: CampaignPlan, random: () => number): HistoryEvent[] {
  const kinds: readonly Trouble[] = [
    'kill',
    'sleep',
    'clock',
    'disk-full',
    'read-only',
    'damage',
    'restart-services',
    'revoke-tokens',
    'faults',
  ];
  const first: HistoryEvent = { at: 0, do: 'faults', rate: plan.faultRate };
  return [
    first,
    ...kinds.flatMap((kind) =>
      Array.from({ length: Math.max(1, Math.round(TROUBLE_A_MINUTE[kind] * plan.minutes)) }, () =>
        trouble(kind, plan, random),
      ),
    ),
  ];
}

function trouble(kind: Trouble, { companions, faultRate }: CampaignPlan, random: () => number): HistoryEvent {
  const at = 0.05 + random() * 0.9;
  const desk = pick(companions, random);
  const forMs = 300 + pick(4_000, random);
  switch (kind) {
    case 'kill':
    case 'sleep':
    case 'disk-full':
      return { at, do: kind, desk, forMs };
    case 'clock':
      return { at, do: kind, desk, minutes: (random() < 0.5 ? -1 : 1) * (1 + pick(300, random)), forMs };
    case 'read-only':
      return { at, do: kind, desk };
    case 'damage':
      return { at, do: kind, desk, draw: drawn(random) };
    case 'restart-services':
      return { at, do: kind, forMs };
    case 'revoke-tokens':
      return { at, do: kind };
    case 'faults':
      return { at, do: kind, rate: faultRate * random() };
  }
}

function pick(count: number, random: () => number): number {
  return Math.floor(random() * count);
}

function drawn(random: () => number): number {
  return Math.floor(random() * 2 ** 31);
}

function clamped(at: number): number {
  return Math.min(1, Math.max(0, at));
}
