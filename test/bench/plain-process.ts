import { wallClock } from '../../electron/companion/ports/clock.ts';
import { PlainClient } from './plain-client.ts';
import { Services } from './programs.ts';

/**
 * The plain client as a process: signs in, reads the list once, says what that took on the processor (ms) and how much
 * memory it holds (MB), ends.
 */
const services = Services.parse(JSON.parse(process.env.BENCH_SERVICES ?? ''));
await new PlainClient({ services, clock: wallClock(1), fetch: globalThis.fetch }).requests();
const { user, system } = process.cpuUsage();
const said = { cpuMs: (user + system) / 1_000, residentMb: process.memoryUsage().rss / 2 ** 20 };
process.stdout.write(JSON.stringify(said));
