import type { AuditFinding } from '../../../shared/contract/activity.ts';
import type { Warning } from '../../../shared/contract/companion.ts';
import type { Core } from '../core.ts';
import { auditErrors } from './error-table.ts';
import { verifyChain } from './verify-chain.ts';

type WatchCore = Pick<Core, 'journal' | 'log' | 'changed' | 'clock' | 'timing'>;

/** Checks the audit's chain, at the start and when asked, and remembers what was found last. */
export class ChainWatch {
  readonly #core: WatchCore;
  #stop = new AbortController();
  #background: Promise<void> | null = null;
  #finding: AuditFinding | null = null;

  constructor(core: WatchCore) {
    this.#core = core;
  }

  start(): void {
    if (this.#background !== null) return;
    const stop = new AbortController();
    this.#stop = stop;
    this.#background = this.#begin(stop.signal).then(
      () => undefined,
      (error: unknown) => this.#core.log.error('audit.check-failed', error),
    );
  }

  /** Gives the check of the start up and waits until it has let go of the journal. */
  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#background;
    this.#background = null;
  }

  async #begin(signal: AbortSignal): Promise<void> {
    const { clock, timing, journal } = this.#core;
    if (timing.windowFirstMs > 0) await clock.sleep(timing.windowFirstMs, signal);
    const finding = await verifyChain(journal, signal);
    if (finding !== null) this.#found(finding);
  }

  async verify(): Promise<AuditFinding> {
    const finding = await verifyChain(this.#core.journal);
    this.#found(finding);
    return finding;
  }

  warnings(): readonly Warning[] {
    if (this.#finding === null || this.#finding.whole) return [];
    return [{ kind: 'audit-broken', text: auditErrors.broken(this.#finding.text).text }];
  }

  #found(finding: AuditFinding): void {
    if (finding.whole) this.#core.log.info('audit.whole', { entries: finding.entries });
    else this.#core.log.warn('audit.broken', { problem: finding.problem, entry: finding.entryId });
    this.#finding = finding;
    this.#core.changed();
  }
}
