import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { AuditFinding } from '../../shared/contract/activity.ts';
import type { DeskProcess, Exit } from './desk-process.ts';

/** What a companion says of itself at the end, and what its files say of it. */
export interface DeskFindings {
  readonly wrongs: readonly string[];
}

/** Ends that were explained: there was no room, or nothing could be written. */
const EXPLAINED = /no space is left|may not be written|Free some and start again/u;
const CONFIGURATION_ERROR = 2;
/** What the log says of a loop that came to its end because of a bug. */
const STOPPED = ['companion.stopped', 'jit.stopped', 'alerts.stopped'];

/** Whether a companion has nothing left to do. @throws Error when it does not answer */
export async function isQuiet(desk: DeskProcess): Promise<boolean> {
  return await desk.use(async (call) => {
    const { counts, polling } = await call.companion.overview({});
    const { total } = await call.jit.grants({ filter: 'current' });
    return polling.running && counts.opening + counts.open + counts.closing + total === 0;
  });
}

/** Whether everything that idemeum answered is understood by now. @throws Error when it does not answer */
export async function hasReadAll(desk: DeskProcess): Promise<boolean> {
  return await desk.use(async (call) => (await call.companion.overview({})).counts.quarantined === 0);
}

/** Looks into a companion, ends it, and looks into what it leaves behind. */
export async function inspect(desk: DeskProcess, program: string): Promise<DeskFindings> {
  const said = await whatItSays(desk).catch((error: unknown) => [`it did not answer: ${String(error)}`]);
  await desk.stop();
  return {
    wrongs: [
      ...said,
      ...desk.exits
        .filter(isUnexplained)
        .map(({ code, signal, said: text }) => `ended by itself (${signal ?? code}): ${text}`),
      ...stoppedLoops(desk.dataFolder),
      ...(await brokenAudit(desk.dataFolder, program)),
    ],
  };
}

async function whatItSays(desk: DeskProcess): Promise<string[]> {
  return await desk.use(async (call) => {
    const { polling, counts } = await call.companion.overview({});
    const parked = await call.outbox.parked({});
    const { rows } = await call.jit.grants({ filter: 'current' });
    return [
      ...(polling.running ? [] : ['it does not poll any more']),
      ...(counts.quarantined === 0 ? [] : [`${counts.quarantined} requests are set aside`]),
      ...parked
        .filter(({ entry }) => (entry.parked?.text ?? '').trim() === '')
        .map(({ title }) => `parked without a reason: ${title}`),
      ...rows.map(
        ({ grant }) => `still ${grant.state}: ${grant.technicianEmail} at ${grant.customerDisplayName}`,
      ),
    ];
  });
}

function isUnexplained({ code, said }: Exit): boolean {
  return code !== CONFIGURATION_ERROR || !EXPLAINED.test(said);
}

const LogLine = z.looseObject({ event: z.string(), error: z.string().optional() });

function stoppedLoops(folder: string): string[] {
  const file = join(folder, 'logs', 'companion.log');
  if (!existsSync(file)) return [];
  return readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((line) => {
      // A line that a kill cut short is no line.
      if (!STOPPED.some((event) => line.includes(`"${event}"`)) || !line.endsWith('}')) return [];
      const { event, error } = LogLine.parse(JSON.parse(line));
      return [`${event}: ${error ?? ''}`];
    });
}

/** Asked of the program itself, as an auditor does. */
async function brokenAudit(folder: string, program: string): Promise<string[]> {
  const child = spawn(process.execPath, [program, '--verify-audit', '--json', '--data', folder], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => output.push(chunk));
  await new Promise((resolve) => child.once('close', resolve));
  const text = Buffer.concat(output).toString('utf8').trim();
  try {
    const finding = AuditFinding.parse(JSON.parse(text));
    return finding.whole ? [] : [`the audit is broken: ${finding.text}`];
  } catch {
    return [`the audit cannot be checked: ${text}`];
  }
}
