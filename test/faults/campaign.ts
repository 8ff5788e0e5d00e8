import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { secretsIn } from './artefacts.ts';
import { type DeskFindings, hasReadAll, inspect, isQuiet } from './desk-inspection.ts';
import type { History } from './history.ts';
import { Play, type Programs } from './play.ts';
import { insist, wall } from './process.ts';
import { duplicatesIn, type Remembered, wrongsIn } from './verdict.ts';

export interface CampaignResult {
  readonly wallSeconds: number;
  /** Of these, what it took until everything was done after the last event. */
  readonly settlingSeconds: number;
  readonly simulatedHours: number;
  readonly requests: number;
  /** Second tickets that were closed as duplicates. */
  readonly duplicates: number;
  readonly haloCalls: number;
  readonly idemeumCalls: number;
  readonly peakInWindow: number;
  /** How often each thing happened. */
  readonly done: Readonly<Record<string, number>>;
  /** What could not be done on this machine, and why. */
  readonly leftOut: Readonly<Record<string, string>>;
  /** Everything that breaks a rule, in words; empty when all is well. */
  readonly wrongs: readonly string[];
  /** Where data, log and output of the companions are; null when all is well. */
  readonly folder: string | null;
}

/** Halo's limit (reference: halo-api.md). */
const WINDOW_LIMIT = 300;

/** What is left after the last event is given this much longer, and at least so long, on the wall. */
const PATIENCE = 1;
const LEAST_PATIENCE_MS = 120_000;

/** So long of the companions' time services that are well again have: idemeum's list is read whole within an hour. */
const CALM_MS = 3 * 60 * 60_000;

/** Plays a history to its end, and judges what came of it by what the services remember. */
export async function runHistory(history: History, programs: Programs): Promise<CampaignResult> {
  const began = Date.now();
  const lengthMs = history.minutes * 60_000;
  const deadline = began + lengthMs + Math.max(LEAST_PATIENCE_MS, lengthMs * PATIENCE);
  const play = await Play.begin(history, programs, deadline);
  try {
    await play.run();
    const ran = Date.now();
    await settle(play, deadline);
    const settled = Date.now();
    await calm(play, settled + CALM_MS / history.timeScale);
    const wrongs: string[] = [];
    const findings: DeskFindings[] = [];
    for (const { process } of play.desks) findings.push(await inspect(process, programs.companion));
    const facts = await recall(play);
    wrongs.push(...play.tally.troubles);
    wrongs.push(
      ...findings.flatMap(({ wrongs: own }, index) => own.map((text) => `desk ${index + 1}: ${text}`)),
    );
    wrongs.push(...wrongsIn(facts.remembered), ...facts.wrongs);
    if (wrongs.length > 0) keep(play);
    return {
      wallSeconds: Math.round((settled - began) / 1_000),
      settlingSeconds: Math.round((settled - ran) / 1_000),
      simulatedHours: Math.round(((settled - began) * history.timeScale) / 360_000) / 10,
      requests: facts.remembered.requests.length,
      duplicates: duplicatesIn(facts.remembered),
      ...facts.figures,
      done: play.tally.done,
      leftOut: Object.fromEntries(play.tally.leftOut),
      wrongs,
      folder: wrongs.length > 0 ? play.folder : null,
    };
  } finally {
    await play.end();
  }
}

/** Everything is decided, every job closed, and time goes by until nothing is left to do. Faults stay on. */
async function settle({ services, msp, desks }: Play, deadline: number): Promise<void> {
  await services.use(async (control) => {
    for (const job of msp.jobs) await control.closeTicket(job);
  });
  await insist(async () => {
    for (const { process } of desks) if (!process.isRunning) process.start();
    await services.use((control) => msp.decide(control, 1, 1));
    const unsettled = await services.use((control) => control.unsettled());
    if (unsettled.length > 0) {
      await wall(300);
      return false;
    }
    return (await Promise.all(desks.map(({ process }) => isQuiet(process)))).every(Boolean);
  }, deadline);
}

/** Services that are well show what was set aside as it is: nothing of it is left. */
async function calm({ services, desks }: Play, until: number): Promise<void> {
  await services.use((control) => control.clearFaults());
  await insist(
    async () => (await Promise.all(desks.map(({ process }) => hasReadAll(process)))).every(Boolean),
    until,
  );
}

async function recall({ services, msp, folder, desks }: Play) {
  const { requests, tickets, calls, accounts, tokens } = await services.use(async (control) => ({
    requests: await control.requests(),
    tickets: await control.tickets(),
    calls: await control.calls(),
    accounts: await control.jitAccounts(),
    tokens: await control.tokens(),
  }));
  const remembered: Remembered = {
    requests: requests.map((request) => ({
      id: request.id,
      status: request.status,
      ...msp.expected(request),
      agentId: msp.agents.get(request.decision?.by?.email ?? '') ?? null,
      deciderName: request.decision?.by?.name ?? request.decision?.by?.email ?? null,
    })),
    tickets: tickets
      .filter(({ createdBy }) => createdBy === 'api')
      .map(({ id, ticket, closedAt, closeEvents }) => ({
        id,
        thirdPartyId: ticket.third_party_id_string,
        clientId: ticket.client_id,
        assetIds: ticket.assets.map((asset) => asset.id),
        agentId: ticket.agent_id,
        closed: closedAt !== null,
        closings: closeEvents.map(({ note, hours }) => ({ note: note ?? '', hours })),
      })),
  };
  const { haloSecret, idemeumSecret } = secretsOf(services.facts);
  const leaks = desks.flatMap((_, index) =>
    secretsIn(join(folder, `desk-${index + 1}`), [haloSecret, idemeumSecret], tokens),
  );
  const enabled = accounts.filter((account) => account.enabled);
  const wrongs = [
    ...enabled.map(
      ({ technicianEmailAddress: whose, customerDisplayName: where }) =>
        `the account of ${whose} at ${where} is still enabled`,
    ),
    ...(calls.peakInWindow > WINDOW_LIMIT ? [`${calls.peakInWindow} calls to Halo in one window`] : []),
    ...(calls.refusedByWindow > 0 ? [`${calls.refusedByWindow} calls to Halo beyond its window`] : []),
    ...leaks.map((file) => `a secret is in ${file}`),
  ];
  const figures = {
    haloCalls: calls.halo.length,
    idemeumCalls: calls.idemeum.length,
    peakInWindow: calls.peakInWindow,
  };
  return { remembered, wrongs, figures };
}

function secretsOf({ credentials }: Play['services']['facts']) {
  return {
    haloSecret: credentials.halo.clientSecret,
    idemeumSecret: credentials.idemeum.clientSecret,
  };
}

/** Disks of their own go with this process: what is on them is copied for whoever looks into it. */
function keep({ folder, desks }: Play): void {
  for (const [index, { process, disk }] of desks.entries()) {
    if (disk === null) continue;
    const copy = join(folder, `desk-${index + 1}`, 'data-at-the-end');
    rmSync(copy, { recursive: true, force: true });
    cpSync(process.dataFolder, copy, { recursive: true });
  }
}
