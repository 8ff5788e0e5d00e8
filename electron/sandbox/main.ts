import { parseArgs } from 'node:util';
import { z } from 'zod';
import { scaledClock } from './clock.ts';
import { startSandbox } from './sandbox.ts';
import { readState, writeState } from './state-file.ts';

const USAGE = `The pretend idemeum and Halo.

  --idemeum-port N     any free port by default
  --halo-port N
  --scenario NAME      living (default): customers, people and technicians at work; or empty
  --seed N             the same seed gives the same world
  --time-scale X       how many times faster than on the wall time passes
  --time-epoch MS      the moment (epoch ms) at which both clocks show the same; now by default
  --state FILE         go on with the world in this file, and keep it there at the end
  --exit-with-parent   end when the starting process does
`;

const Port = z.coerce.number().int().min(0).max(65_535).default(0);
const Options = z.object({
  'idemeum-port': Port,
  'halo-port': Port,
  scenario: z.enum(['living', 'empty']).default('living'),
  seed: z.coerce.number().int().default(1),
  'time-scale': z.coerce.number().positive().default(1),
  'time-epoch': z.coerce.number().optional(),
  state: z.string().optional(),
  'exit-with-parent': z.boolean().default(false),
  help: z.boolean().default(false),
});
type Options = z.infer<typeof Options>;

function readOptions(): Options | null {
  try {
    const { values } = parseArgs({
      options: {
        'idemeum-port': { type: 'string' },
        'halo-port': { type: 'string' },
        scenario: { type: 'string' },
        seed: { type: 'string' },
        'time-scale': { type: 'string' },
        'time-epoch': { type: 'string' },
        state: { type: 'string' },
        'exit-with-parent': { type: 'boolean' },
        help: { type: 'boolean' },
      },
    });
    return Options.parse(values);
  } catch (error) {
    const text = error instanceof z.ZodError ? z.prettifyError(error) : String(error);
    process.stderr.write(`${text}\n\n`);
    return null;
  }
}

async function run(options: Options): Promise<void> {
  const sandbox = await startSandbox({
    clock: scaledClock(options['time-scale'], options['time-epoch'] ?? Date.now()),
    seed: options.seed,
    scenario: options.scenario,
    idemeumPort: options['idemeum-port'],
    haloPort: options['halo-port'],
    state: options.state === undefined ? null : readState(options.state),
  });
  const end = async () => {
    await sandbox.stop();
    if (options.state !== undefined) writeState(options.state, sandbox.world.state());
    process.exit(0);
  };
  process.once('SIGTERM', end);
  process.once('SIGINT', end);
  if (options['exit-with-parent']) endWithParent(end);
  const { idemeumUrl, haloUrl, credentials } = sandbox;
  process.stdout.write(`${JSON.stringify({ ready: true, idemeumUrl, haloUrl, credentials })}\n`);
  process.stderr.write(
    `Pretend idemeum portal: ${idemeumUrl}\n` +
      `Pretend Halo tickets:   ${haloUrl}/tickets\n` +
      `Controls:               ${haloUrl}/_sandbox\n` +
      `Somebody asks:          curl -X POST ${idemeumUrl}/_sandbox/requests\n` +
      `Four hours pass:        curl -X POST ${idemeumUrl}/_sandbox/time/advance -d '{"ms":14400000}'\n`,
  );
}

/** By the ipc channel where the parent opened one, else by our stdin, which closes with its other end. */
function endWithParent(end: () => void): void {
  if (process.connected) {
    process.once('disconnect', end);
    return;
  }
  process.stdin.once('close', end);
  process.stdin.resume();
}

const options = readOptions();
if (options === null || options.help) {
  process.stderr.write(USAGE);
  process.exitCode = options === null ? 2 : 0;
} else {
  await run(options);
}
