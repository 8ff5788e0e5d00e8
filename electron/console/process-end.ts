/** A second Ctrl+C this much later means it. Sooner it is the same one, passed on by the process that started us. */
const IMPATIENCE_MS = 1_500;
/** Ending takes as long as the call under way, but not for ever. */
const GRACE_MS = 10_000;

/** The part of `process` that is listened to. */
export interface EndingProcess {
  readonly channel?: unknown;
  on(event: NodeJS.Signals | 'disconnect', listener: () => void): unknown;
  exit(code: number): void;
}

/**
 * Aborts on SIGINT, SIGTERM and SIGHUP and when the process that started us is gone (its ipc channel closes, in whatever
 * way it died). Whoever asks again after a while, or waits too long, is obeyed at once: the journal stands that.
 */
export function watchForEnd(target: EndingProcess): AbortSignal {
  const end = new AbortController();
  let since = 0;
  const ask = () => {
    if (!end.signal.aborted) {
      since = performance.now();
      end.abort();
      setTimeout(() => target.exit(1), GRACE_MS).unref();
    } else if (performance.now() - since > IMPATIENCE_MS) target.exit(1);
  };
  target.on('SIGINT', ask);
  target.on('SIGTERM', ask);
  target.on('SIGHUP', ask);
  if (target.channel) target.on('disconnect', ask);
  return end.signal;
}
