import type { Clock } from '../companion/ports/clock.ts';
import { createServices, type Diary, type Services } from '../services.ts';
import type { WorkSettings } from '../settings/settings.ts';
import type { Access, Claim, Tell } from './start-up.ts';

export interface ServicesHost {
  readonly clock: Clock;
  readonly fetch: typeof globalThis.fetch;
  readonly sessionFetch: ((tenant: URL) => typeof globalThis.fetch) | null;
  readonly tell: Tell;
}

/** What the policy of this computer switches off stays off, whatever the settings say. */
function allowed({ reading, features }: Claim): WorkSettings {
  const { work } = reading;
  return { ...work, jit: { ...work.jit, isAllowed: features.jit } };
}

/** Starts the core for the folder that was claimed, and hands it what a person has to know about the start. */
export async function startServices(
  { clock, fetch, sessionFetch, tell }: ServicesHost,
  claimed: Claim,
  access: Access,
  diary: Diary,
): Promise<Services> {
  const services = await createServices({
    folder: claimed.folder,
    diary,
    clock,
    random: Math.random,
    fetch,
    sessionFetch,
    work: allowed(claimed),
    mayDecide: claimed.features.decide,
    connections: access.connections,
    secrets: access.secrets,
    saveTicketMaker: async (maker) => {
      claimed.store.saveTicketMaker(maker);
      if (!claimed.makerIsGiven) return;
      tell.err(
        `"${maker}" makes the tickets from now on. At the next start ticket.madeBy of --config wins again.`,
      );
    },
  });
  const { setAside } = claimed.store;
  const warnings = [
    ...services.warnings,
    ...(setAside === null ? [] : [{ kind: 'set-up' as const, text: setAside }]),
  ];
  services.companion.setShellWarnings(warnings);
  for (const { text } of warnings) tell.err(text);
  return services;
}
