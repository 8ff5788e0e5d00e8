import { implement, ORPCError } from '@orpc/server';
import type { Overview } from '../shared/contract/companion.ts';
import type { DatabaseState } from '../shared/contract/health.ts';
import { contract } from '../shared/contract.ts';
import type { CompanionApi } from './companion/api.ts';
import type { Clock } from './companion/ports/clock.ts';
import { ServiceError } from './companion/ports/errors.ts';
import type { Log } from './companion/ports/log.ts';
import type { SettingsApi } from './settings/settings-api.ts';
import type { CheckEntered, ShellApi } from './shell-api.ts';
import { supportReport } from './support-report.ts';

/** A burst of changes is told once: a renderer that asks again ten times a second shows nothing more. */
const COALESCE_MS = 100;

/** What the shell knows and the core does not. */
export interface ShellFacts {
  readonly version: string;
  readonly sandbox: boolean;
  readonly shell: ShellApi;
  readonly settings: SettingsApi;
  readonly checkEntered: CheckEntered;
  readonly database: () => Promise<DatabaseState>;
}

const REPORTED_ALERTS = 30;

export interface RouterTools {
  readonly log: Log;
  readonly clock: Clock;
}

/** The contract over the core: both shells serve it. Input and output are parsed by the contract. */
export function createRouter(companion: CompanionApi, facts: ShellFacts, tools: RouterTools) {
  const { shell } = facts;
  const changes = followChanges(companion, tools.clock);
  const os = implement(contract).use(async ({ next, path }) => {
    try {
      return await next();
    } catch (error) {
      throw forRenderer(error, path.join('.'), tools.log);
    }
  });

  return os.router({
    companion: {
      overview: os.companion.overview.handler(() => overviewOf(companion, facts)),
      pause: os.companion.pause.handler(({ input }) => {
        companion.pause(tools.clock.now() + input.forMinutes * 60_000);
        return {};
      }),
      resume: os.companion.resume.handler(() => {
        companion.resume();
        return {};
      }),
      syncNow: os.companion.syncNow.handler(() => companion.syncNow()),
      chooseTicketMaker: os.companion.chooseTicketMaker.handler(async ({ input }) => {
        await companion.chooseTicketMaker(input.maker);
        return {};
      }),
      changes: os.companion.changes.handler(({ signal }) => changes(signal)),
    },
    requests: {
      list: os.requests.list.handler(({ input }) => companion.listRequests(input)),
      seenBefore: os.requests.seenBefore.handler(({ input }) => companion.seenBefore(input.requestId)),
      exportCsv: os.requests.exportCsv.handler(async function* ({ input }) {
        const pieces = companion.exportRequests(input);
        yield* toldInWords(pieces, 'requests.exportCsv', tools.log);
      }),
      get: os.requests.get.handler(({ input }) => companion.findRequest(input.requestId)),
      decide: os.requests.decide.handler(({ input }) => companion.decide(input)),
      withdraw: os.requests.withdraw.handler(({ input }) => companion.withdraw(input.requestId)),
    },
    jit: {
      grants: os.jit.grants.handler(({ input }) => companion.jit.grants(input)),
      customers: os.jit.customers.handler(({ input }) => companion.jit.customers(input.text, input.limit)),
      requestAccess: os.jit.requestAccess.handler(({ input }) => companion.jit.requestAccess(input)),
      confirmGranted: os.jit.confirmGranted.handler(({ input }) => companion.jit.confirmGranted(input)),
      disable: os.jit.disable.handler(({ input }) => companion.jit.disable(input)),
      disableAccount: os.jit.disableAccount.handler(({ input }) => companion.jit.disableAccount(input)),
      disableMine: os.jit.disableMine.handler(() => companion.jit.disableMine()),
      disableForCustomer: os.jit.disableForCustomer.handler(({ input }) =>
        companion.jit.disableForCustomer(input),
      ),
      runbook: os.jit.runbook.handler(({ input }) => companion.jit.runbook(input)),
      checkRunbook: os.jit.checkRunbook.handler(({ input }) => companion.jit.checkRunbook(input)),
      tickets: os.jit.tickets.handler(({ input }) => companion.jit.tickets(input.customerKey, input.text)),
      tieToTicket: os.jit.tieToTicket.handler(({ input }) => companion.jit.tieToTicket(input)),
    },
    alerts: {
      recent: os.alerts.recent.handler(({ input }) => companion.alerts.recent(input.limit)),
      test: os.alerts.test.handler(() => companion.alerts.test()),
    },
    outbox: {
      parked: os.outbox.parked.handler(() => companion.parked()),
      retry: os.outbox.retry.handler(({ input }) => companion.retry(input.id)),
      dismiss: os.outbox.dismiss.handler(({ input }) => companion.dismiss(input.id)),
    },
    shell: {
      facts: os.shell.facts.handler(() => ({ kind: shell.kind })),
      destinations: os.shell.destinations.handler(({ signal }) => shell.destinations(signal)),
      open: os.shell.open.handler(({ input }) => shell.open(input)),
      portals: os.shell.portals.handler(() => [...shell.portals()]),
      signOut: os.shell.signOut.handler(({ input }) => shell.signOut(input.tenant)),
      proxyQuestion: os.shell.proxyQuestion.handler(() => shell.proxyQuestion()),
      answerProxy: os.shell.answerProxy.handler(({ input }) => shell.answerProxy(input)),
    },
    settings: {
      read: os.settings.read.handler(() => facts.settings.read()),
      change: os.settings.change.handler(({ input }) => facts.settings.change(input.path, input.value)),
      secrets: os.settings.secrets.handler(() => facts.settings.secrets()),
      storeSecret: os.settings.storeSecret.handler(({ input }) =>
        facts.settings.storeSecret(input.service, input.secret),
      ),
      exportText: os.settings.exportText.handler(() => ({ text: facts.settings.exportText() })),
      importText: os.settings.importText.handler(({ input }) =>
        facts.settings.importText(input.text, input.dryRun),
      ),
      haloOffer: os.settings.haloOffer.handler(() => haloOffer(companion)),
      preview: os.settings.preview.handler(() => {
        const { fields, ...texts } = companion.ticketPreview();
        return { ...texts, fields: [...fields] };
      }),
      setGuide: os.settings.setGuide.handler(({ input }) => {
        facts.settings.setGuide(input.state);
        return {};
      }),
      restart: os.settings.restart.handler(() => shell.restart()),
    },
    health: {
      check: os.health.check.handler(({ input, signal }) =>
        toldInWords(
          input.which === 'running'
            ? companion.checks(input.services, signal)
            : facts.checkEntered(input.services, signal),
          'health.check',
          tools.log,
        ),
      ),
      database: os.health.database.handler(() => facts.database()),
      report: os.health.report.handler(async () => ({
        text: supportReport({
          overview: await overviewOf(companion, facts),
          settings: facts.settings.read().settings,
          alerts: await companion.alerts.recent(REPORTED_ALERTS),
          database: await facts.database(),
          shell: shell.kind,
          platform: process.platform,
          node: process.versions.node,
          now: tools.clock.now(),
        }),
      })),
    },
    activity: {
      timeline: os.activity.timeline.handler(({ input, signal }) =>
        companion.activity.timeline(input, signal),
      ),
      insight: os.activity.insight.handler(({ input, signal }) => companion.activity.insight(input, signal)),
      verify: os.activity.verify.handler(() => companion.activity.verify()),
      export: os.activity.export.handler(async function* ({ input }) {
        const pieces = companion.activity.export(input);
        for await (const text of toldInWords(pieces, 'activity.export', tools.log)) yield { text };
      }),
    },
    quarantine: {
      list: os.quarantine.list.handler(() => companion.quarantined()),
      dismiss: os.quarantine.dismiss.handler(({ input }) => companion.dismissQuarantined(input.key)),
    },
    mapping: {
      unmapped: os.mapping.unmapped.handler(() => companion.mapping.unmapped()),
      list: os.mapping.list.handler(({ input }) => companion.mapping.list(input)),
      get: os.mapping.get.handler(({ input }) => companion.mapping.get(input.customerKey)),
      findClients: os.mapping.findClients.handler(({ input }) =>
        companion.mapping.findClients(input.text, input.limit),
      ),
      suggestions: os.mapping.suggestions.handler(() => companion.mapping.suggestions()),
      choose: os.mapping.choose.handler(({ input }) => companion.mapping.choose(input.orders, input.step)),
      undo: os.mapping.undo.handler(() => companion.mapping.undo()),
      redo: os.mapping.redo.handler(() => companion.mapping.redo()),
      exportCsv: os.mapping.exportCsv.handler(async () => ({ text: await companion.mapping.exportCsv() })),
      planImport: os.mapping.planImport.handler(({ input }) => companion.mapping.planImport(input.text)),
    },
  });
}
export type CompanionRouter = ReturnType<typeof createRouter>;

async function overviewOf(companion: CompanionApi, facts: ShellFacts): Promise<Overview> {
  const { version, sandbox, settings } = facts;
  return {
    ...(await companion.overview()),
    version,
    sandbox,
    language: settings.language,
    guide: settings.guide,
  };
}

/** A service that does not answer is no failure of the settings: its words stand where the names would. */
async function haloOffer(companion: CompanionApi) {
  try {
    const { types, categories, urgencies, impacts, statuses } = await companion.offeredNames();
    const offer = {
      types: [...types],
      categories: [...categories],
      urgencies: [...urgencies],
      impacts: [...impacts],
      statuses: [...statuses],
    };
    return { offer, text: null };
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    return { offer: null, text: error.message };
  }
}

/** What comes piece by piece fails after the call itself went well: its failures are told like those of calls. */
async function* toldInWords<T>(
  pieces: AsyncGenerator<T, void, undefined>,
  call: string,
  log: Log,
): AsyncGenerator<T, void, undefined> {
  try {
    yield* pieces;
  } catch (error) {
    throw forRenderer(error, call, log);
  }
}

/** One subscription to the core, however many renderers follow; the revision rises for all of them together. */
function followChanges(companion: CompanionApi, clock: Clock) {
  let revision = 0;
  let waiting: (() => void)[] = [];
  companion.onChange(() => {
    revision += 1;
    const woken = waiting;
    waiting = [];
    for (const wake of woken) wake();
  });

  const changeAfter = (seen: number, signal: AbortSignal | undefined): Promise<void> => {
    if (revision !== seen || signal?.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const wake = () => {
        signal?.removeEventListener('abort', wake);
        waiting = waiting.filter((other) => other !== wake);
        resolve();
      };
      waiting.push(wake);
      signal?.addEventListener('abort', wake, { once: true });
    });
  };

  return async function* changes(signal: AbortSignal | undefined) {
    while (!signal?.aborted) {
      const told = revision;
      yield { revision: told };
      await changeAfter(told, signal);
      await clock.sleep(COALESCE_MS, signal);
    }
  };
}

/**
 * The form in which an error may leave for the renderer: words, no stack, no value that came in.
 * What nobody expected is logged here, once, with its stack.
 */
function forRenderer(error: unknown, call: string, log: Log): ORPCError<string, unknown> {
  if (error instanceof ServiceError) {
    return new ORPCError('SERVICE_UNAVAILABLE', { message: error.message });
  }
  if (error instanceof ORPCError && error.status < 500) {
    // Data of a failed validation names fields of the contract, never their values.
    return new ORPCError(error.code, { message: error.message, data: error.data });
  }
  log.error('contract call failed', error, { call });
  return new ORPCError('INTERNAL_SERVER_ERROR', {
    message: 'Something unexpected went wrong. Details are in the log of the companion.',
  });
}
