import { rmSync } from 'node:fs';
import type { CompanionApi } from '../../electron/companion/api.ts';
import type { Clock } from '../../electron/companion/ports/clock.ts';
import type { Credentials } from '../../electron/sandbox/credentials.ts';
import { createServices, openDiary } from '../../electron/services.ts';
import { combineSettings } from '../../electron/settings/settings.ts';
import type { TicketDefaults } from '../../shared/domain/ticket.ts';
import { seeded } from './fake-clock.ts';
import { freshFolder } from './folders.ts';

/** Where the services of a desk are, and how it signs in. */
export interface Addresses {
  readonly haloUrl: string;
  readonly idemeumUrl: string;
  readonly credentials: Credentials;
}

export interface RealDesk {
  readonly companion: CompanionApi;
  readonly folder: string;
  /** Ends the companion; its folder goes with it. */
  dispose(): Promise<void>;
}

/** The whole product but its shell, in this process: real HTTP, real SQLite, its time as given. */
export async function openRealDesk(
  { haloUrl, idemeumUrl, credentials }: Addresses,
  options: { readonly clock: Clock; readonly ticket?: Partial<TicketDefaults> },
): Promise<RealDesk> {
  const folder = freshFolder('companion-real-desk-');
  const { clock } = options;
  const { work } = combineSettings([]);
  const services = await createServices({
    sessionFetch: null,
    folder,
    diary: openDiary(folder, clock),
    clock,
    random: seeded(7),
    fetch: globalThis.fetch,
    mayDecide: true,
    work: { ...work, ticket: { ...work.ticket, ...options.ticket }, technicianEmail: 'tech1@msp.example' },
    connections: {
      halo: {
        url: haloUrl,
        clientId: credentials.halo.clientId,
        tokenUrl: null,
        tenant: null,
        requestLimit: 300,
        budgetShare: 0.8,
      },
      idemeum: { url: idemeumUrl, clientId: credentials.idemeum.clientId, profile: null },
    },
    secrets: { halo: credentials.halo.clientSecret, idemeum: credentials.idemeum.clientSecret },
    saveTicketMaker: async () => undefined,
  });
  return {
    companion: services.companion,
    folder,
    async dispose() {
      await services.companion.stop();
      await services.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
