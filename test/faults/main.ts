import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { type CampaignResult, runHistory } from './campaign.ts';
import { drawHistory, History } from './history.ts';
import { shrink } from './shrink.ts';

const USAGE = `A campaign of faults: pretend services, companions and people as processes, and everything that can
go wrong with them.

  --minutes N       how long things happen, on the wall (2)
  --seed S          the same seed gives the same history (1)
  --requests R      elevation requests (500)
  --companions C    technicians' desks of one MSP (3)
  --fault-rate X    the highest share of calls that each fault of the services strikes (0.03)
  --time-scale X    how much faster than on the wall time passes; as the requests need by default
  --history FILE    plays this history instead of drawing one
  --shrink-minutes N  after a failure, look for a smaller history so long (as long as the campaign)
  --json            one line of JSON on standard output
`;

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '2' },
    seed: { type: 'string', default: '1' },
    requests: { type: 'string', default: '500' },
    companions: { type: 'string', default: '3' },
    'fault-rate': { type: 'string', default: '0.03' },
    'time-scale': { type: 'string' },
    history: { type: 'string' },
    'shrink-minutes': { type: 'string' },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

/** A namespace of our own lets us mount small disks, as root or not, and takes them away with this process. */
const NAMESPACE = 'CAMPAIGN_NAMESPACE';

function inNamespace(): number | null {
  if (process.env[NAMESPACE] !== undefined || process.platform !== 'linux') return null;
  const user = process.getuid?.() === 0 ? [] : ['--user', '--map-root-user'];
  const args = [...user, '--mount', '--propagation', 'private'];
  if (spawnSync('unshare', [...args, 'true'], { stdio: 'ignore' }).status !== 0) return null;
  const again = [process.execPath, ...process.execArgv, ...process.argv.slice(1)];
  const env = { ...process.env, [NAMESPACE]: 'yes' };
  return spawnSync('unshare', [...args, ...again], { stdio: 'inherit', env }).status ?? 1;
}

const programs = {
  companion: fileURLToPath(new URL('./test/companion-process.mjs', import.meta.url)),
  sandbox: fileURLToPath(new URL('./sandbox.mjs', import.meta.url)),
};

async function campaign(): Promise<number> {
  const history =
    values.history === undefined
      ? drawHistory({
          seed: Number(values.seed),
          minutes: Number(values.minutes),
          requests: Number(values.requests),
          companions: Number(values.companions),
          faultRate: Number(values['fault-rate']),
          timeScale: values['time-scale'] === undefined ? null : Number(values['time-scale']),
        })
      : History.parse(JSON.parse(readFileSync(values.history, 'utf8')));
  const result = await runHistory(history, programs);
  const failed = result.wrongs.length > 0;
  // Looking for a smaller history takes long: what was wrong is told first.
  if (failed) process.stderr.write(`${linesOf(result.wrongs).join('\n')}\n`);
  const smaller = failed ? await smallest(history) : null;
  const { seed, companions, minutes, timeScale } = history;
  const report = { seed, companions, minutes, timeScale, ...result, history: smaller };
  process.stdout.write(values.json ? `${JSON.stringify(report)}\n` : told(history, result, smaller));
  return failed ? 1 : 0;
}

async function smallest(failing: History): Promise<History> {
  const until = Date.now() + Number(values['shrink-minutes'] ?? failing.minutes) * 60_000;
  const fails = async (history: History) => {
    const { wrongs, folder } = await runHistory(history, programs);
    if (folder !== null) rmSync(folder, { recursive: true, force: true });
    return wrongs.length > 0;
  };
  return (await shrink(failing, fails, () => Date.now() >= until)).history;
}

const SHOWN = 50;

function linesOf(wrongs: readonly string[]): string[] {
  const more = wrongs.length - SHOWN;
  return [
    ...wrongs.slice(0, SHOWN).map((wrong) => `WRONG ${wrong}`),
    ...(more > 0 ? [`… and ${more} more`] : []),
  ];
}

function told(history: History, result: CampaignResult, smaller: History | null): string {
  const { wrongs, done, leftOut } = result;
  const troubles = Object.entries(done).map(([what, count]) => `${count} × ${what}`);
  const lines = [
    `Seed ${history.seed}: ${result.requests} requests, ${history.companions} companions, ${result.wallSeconds} s for ${result.simulatedHours} h (the last ${result.settlingSeconds} s to settle)`,
    `${result.haloCalls} calls to Halo, at most ${result.peakInWindow} in 5 minutes; ${result.idemeumCalls} to idemeum; ${result.duplicates} second tickets, closed as duplicates`,
    troubles.join(', '),
    ...Object.entries(leftOut).map(([what, why]) => `LEFT OUT ${what}: ${why}`),
    ...linesOf(wrongs),
    wrongs.length === 0
      ? 'One ticket per request, each closed once; no account left enabled; no secret anywhere.'
      : `${wrongs.length} wrong. Data and logs are in ${result.folder}`,
    ...(smaller === null ? [] : [`The smallest history that failed:\n${JSON.stringify(smaller)}`]),
  ];
  return `${lines.join('\n')}\n`;
}

if (values.help) process.stdout.write(USAGE);
else process.exitCode = inNamespace() ?? (await campaign());
