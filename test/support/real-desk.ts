import { copyFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { CompanionApi } from '../../electron/companion/api.ts';
import type { Journal } from '../../electron/companion/journal/journal.ts';
import { openJournal } from '../../electron/companion/journal/open-journal.ts';
import type { Clock } from '../../electron/companion/ports/clock.ts';
import { silentLog } from '../../electron/companion/ports/log.ts';
import type { Credentials } from '../../electron/sandbox/credentials.ts';
import { createServices, JOURNAL_FILE, openDiary } from '../../electron/services.ts';
import { combineSettings } from '../../electron/settings/settings.ts';
import type { Warning } from '../../shared/contract/companion.ts';
import type { TicketDefaults } from '../../shared/domain/ticket.ts';
import { seeded } from './fake-clock.ts';
import { freshFolder } from './folders.ts';

/** Where the services of a desk are, and how it signs in. */
export interface Addresses {
  readonly haloUrl: string;
  readonly idemeumUrl: string;
  readonly credentials: Credentials;
}

export interface RealDeskOptions {
  readonly clock: Clock;
  readonly ticket?: Partial<TicketDefaults>;
  readonly fetch?: typeof globalThis.fetch;
  /** Our share of Halo's rate window; 0.8 by default. */
  readonly budgetShare?: number;
  /** What the journal holds already when the companion begins. */
  readonly prepare?: (journal: Journal) => Promise<void>;
  /** The journal that it begins with, as a file. */
  readonly journal?: string;
}

export interface RealDesk {
  readonly companion: CompanionApi;
  readonly folder: string;
  /** What is said of the journal once it is checked. */
  readonly warnings: Promise<readonly Warning[]>;
  /** Ends the companion; its folder goes with it. */
  dispose(): Promise<void>;
}

/** The whole product but its shell, in this process: real HTTP, real SQLite, its time as given. */
export async function openRealDesk(
  { haloUrl, idemeumUrl, credentials }: Addresses,
  options: RealDeskOptions,
): Promise<RealDesk> {
  const folder = freshFolder('companion-real-desk-');
  const { clock } = options;
  const { work } = combineSettings([]);
  if (options.journal !== undefined) copyFileSync(options.journal, join(folder, JOURNAL_FILE));
  if (options.prepare !== undefined) {
    const { journal } = await openJournal(join(folder, JOURNAL_FILE), { clock, log: silentLog });
    await options.prepare(journal);
    await journal.close();
  }
  const services = await createServices({
    sessionFetch: null,
    folder,
    diary: openDiary(folder, clock),
    clock,
    random: seeded(7),
    fetch: options.fetch ?? globalThis.fetch,
    mayDecide: true,
    windowFirstMs: 0,
    work: { ...work, ticket: { ...work.ticket, ...options.ticket }, technicianEmail: 'tech1@msp.example' },
    connections: {
      halo: {
        url: haloUrl,
        clientId: credentials.halo.clientId,
        tokenUrl: null,
        tenant: null,
        requestLimit: 300,
        budgetShare: options.budgetShare ?? 0.8,
      },
      idemeum: { url: idemeumUrl, clientId: credentials.idemeum.clientId, profile: null },
    },
    secrets: { halo: credentials.halo.clientSecret, idemeum: credentials.idemeum.clientSecret },
    saveTicketMaker: async () => undefined,
  });
  return {
    companion: services.companion,
    warnings: services.warnings,
    folder,
    async dispose() {
      await services.companion.stop();
      await services.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
