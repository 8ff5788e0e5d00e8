import type { Alert, AlertResult, ToldAlert } from '../../../shared/domain/alert.ts';
import type { Core } from '../core.ts';
import { companionErrors } from '../error-table.ts';
import type { AlertSink } from '../ports/alert-sink.ts';
import type { AlertsApi, SessionEnd } from './api.ts';
import { observe, observeTimes } from './observe.ts';
import { discreetPlan, isQuietAt, morningAlert, type Plan, planAlerts } from './planner.ts';
import { alertTexts } from './texts.ts';

/** Changes come in bursts; what belongs together is told together. */
const SETTLE_MS = 1_000;
/** Times approach without anything having changed. */
const LOOK_EVERY_MS = 30_000;
const REMEMBERED_MS = 30 * 86_400_000;

/** When alerts were first looked for: what was there before is a number and not a flood. */
const BEGUN = 'alerts.begunAt';

const NOWHERE: AlertResult = {
  status: 'not-shown',
  reason: 'not-supported',
  text: companionErrors.noNotifications().text,
};

interface Attached {
  readonly sink: AlertSink;
  readonly sessions: () => readonly SessionEnd[];
}

/** Tells what happens, once. */
export class Alerts implements AlertsApi {
  readonly #core: Core;
  /** Whether idemeum was read at least once: before that nobody knows what is new. */
  readonly #hasPolled: () => boolean;
  #attached: Attached | null = null;
  #wake = new AbortController();

  constructor(core: Core, hasPolled: () => boolean) {
    this.#core = core;
    this.#hasPolled = hasPolled;
  }

  attach(sink: AlertSink, sessions: () => readonly SessionEnd[], signal: AbortSignal): void {
    this.#attached = { sink, sessions };
    void this.#run(this.#attached, signal);
  }

  /** Something changed that may be worth telling. */
  wake(): void {
    this.#wake.abort();
  }

  recent(limit: number) {
    return this.#core.journal.alerts.recent(limit);
  }

  async test(): Promise<AlertResult> {
    if (this.#attached === null) return NOWHERE;
    const now = this.#core.clock.now();
    const alert: Alert = {
      key: `test:${now}`,
      kind: 'new-request',
      ...alertTexts.test,
      count: 1,
      actions: ['open'],
      requestId: null,
      target: { screen: 'requests' },
    };
    return await this.#show(this.#attached.sink, alert);
  }

  async #run(attached: Attached, signal: AbortSignal): Promise<void> {
    const { clock, log } = this.#core;
    while (!signal.aborted) {
      this.#wake = new AbortController();
      try {
        await this.#look(attached);
      } catch (error) {
        // A notification is never worth the rest of the companion.
        log.error('alerts.failed', error);
      }
      await clock.sleep(SETTLE_MS, signal);
      await clock.sleep(LOOK_EVERY_MS, AbortSignal.any([signal, this.#wake.signal]));
    }
  }

  async #look({ sink, sessions }: Attached): Promise<void> {
    const { journal, clock, settings } = this.#core;
    const now = clock.now();
    // Before idemeum was read nobody knows what is new; what depends on the time alone is told all the same.
    const hasPolled = this.#hasPolled();
    const observed = hasPolled
      ? await observe(this.#core, sessions(), sink.canAct)
      : await observeTimes(this.#core, sessions());
    const known = await journal.alerts.known(observed.map((alert) => alert.key));
    const isFirst = hasPolled && (await journal.facts.get(BEGUN)) === null;
    const isQuiet = isQuietAt(settings.notifications.quiet, new Date(now));
    const fresh = observed.filter((alert) => !known.has(alert.key));
    const planned = planAlerts(fresh, settings.notifications, { isFirst, isQuiet, now });
    const plan = settings.notifications.withDetails ? planned : discreetPlan(planned);
    const held = isQuiet ? [] : await journal.alerts.heldBack();
    const show = held.length === 0 ? plan.show : [morningAlert(held.length, now), ...plan.show];
    await this.#remember({ ...plan, show }, held, now, isFirst);
    for (const alert of show) await this.#tell(sink, alert);
    if (!hasPolled) return;
    await journal.alerts.prune(
      now - REMEMBERED_MS,
      observed.map((alert) => alert.key),
    );
  }

  /**
   * Written down before anything is shown: a crash may lose an alert, and never repeats one.
   * @param held alerts that quiet hours held back, and that are told now
   */
  async #remember(
    { show, hold }: Plan,
    held: readonly ToldAlert[],
    now: number,
    isFirst: boolean,
  ): Promise<void> {
    if (show.length === 0 && hold.length === 0 && !isFirst) return;
    await this.#core.journal.transact(async (tx) => {
      if (isFirst) await tx.facts.set(BEGUN, String(now));
      for (const { key } of held) {
        await tx.alerts.setResult(key, {
          status: 'not-shown',
          reason: 'grouped',
          text: alertTexts.held['quiet-hours'],
        });
      }
      for (const { alert, reason, text } of hold) {
        await tx.alerts.add(alert, { status: 'not-shown', reason, text }, now);
      }
      for (const alert of show) await tx.alerts.add(alert, { status: 'under-way' }, now);
    });
  }

  async #tell(sink: AlertSink, alert: Alert): Promise<void> {
    const result = await this.#show(sink, alert);
    await this.#core.journal.alerts.setResult(alert.key, result);
  }

  async #show(sink: AlertSink, alert: Alert): Promise<AlertResult> {
    const result = await sink.show(alert);
    if (result.status === 'not-shown') {
      this.#core.log.info('alerts.not-shown', { kind: alert.kind, reason: result.reason });
    }
    return result;
  }
}
