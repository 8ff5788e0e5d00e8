import { wallClock } from '../../electron/companion/ports/clock.ts';
import { PlainClient } from './plain-client.ts';
import { Services } from './programs.ts';

/** The plain client as a process: signs in, reads the list once, ends. */
const services = Services.parse(JSON.parse(process.env.BENCH_SERVICES ?? ''));
await new PlainClient({ services, clock: wallClock(1), fetch: globalThis.fetch }).requests();
