import type { Probe } from '../companion/ports/halo.ts';
import type { HaloSession } from './session.ts';

const PATHS: Readonly<Record<Probe, string>> = {
  tickets: '/Tickets',
  clients: '/Client',
  assets: '/Asset',
  agents: '/Agent',
  me: '/Agent/me',
};

/** One cheap read (reference: halo-api.md, "What a set-up check can verify"). @throws ServiceError that names the right that is missing */
export async function probe(
  session: HaloSession,
  what: Probe,
  signal: AbortSignal | undefined,
): Promise<void> {
  await session.get(PATHS[what], what === 'me' ? {} : { count: 1 }, signal);
}
