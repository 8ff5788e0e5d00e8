import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { runCampaign } from './campaign.ts';

/**
 * A campaign of faults by command: `npm run campaign -- --requests 500 --kills 10 --seed 1`. It ends with what went
 * wrong, and with the seed that repeats it.
 */
const { values } = parseArgs({
  options: {
    requests: { type: 'string', default: '500' },
    kills: { type: 'string', default: '10' },
    seed: { type: 'string', default: '1' },
    'fault-rate': { type: 'string', default: '0.1' },
    'time-scale': { type: 'string', default: '120' },
    minutes: { type: 'string', default: '20' },
    json: { type: 'boolean', default: false },
  },
});

const result = await runCampaign({
  program: fileURLToPath(new URL('./test/companion-process.mjs', import.meta.url)),
  seed: Number(values.seed),
  requests: Number(values.requests),
  kills: Number(values.kills),
  faultRate: Number(values['fault-rate']),
  timeScale: Number(values['time-scale']),
  patienceSeconds: Number(values.minutes) * 60,
});

if (values.json) {
  process.stdout.write(`${JSON.stringify(result)}\n`);
} else {
  const { wrongs, kills, haloCalls, peakInWindow, wallSeconds, folder } = result;
  process.stdout.write(
    `${values.requests} requests, ${kills} kills, ${haloCalls} calls to Halo, at most ${peakInWindow} in 5 minutes, ${Math.round(wallSeconds)} s\n`,
  );
  for (const wrong of wrongs) process.stdout.write(`WRONG ${wrong}\n`);
  process.stdout.write(
    wrongs.length === 0
      ? 'One ticket per request, each closed once.\n'
      : `${wrongs.length} wrong. Repeat it with --seed ${values.seed}; data and log are in ${folder}\n`,
  );
}
process.exitCode = result.wrongs.length === 0 ? 0 : 1;
