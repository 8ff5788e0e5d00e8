import { Button } from '@mantine/core';
import { noop, QueryClient, queryOptions, useIsFetching, useQuery } from '@tanstack/react-query';
import { type ComponentType, useEffect, useState } from 'react';
import { t } from '../strings/texts.ts';
import { Dialog } from './dialog.tsx';
import { Failed } from './failure.tsx';

interface Retry {
  readonly onRetry: () => void;
}

interface Looks<P> {
  /** Is in its place while it loads. */
  readonly Meanwhile: ComponentType;
  /** Says that it could not be loaded, and offers to try again. */
  readonly Failing: ComponentType<P & Retry>;
}

/** What was loaded is kept as it is. Not among what the companion was asked: all of that is read again on a change. */
const code = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: Number.POSITIVE_INFINITY,
      gcTime: Number.POSITIVE_INFINITY,
      retry: false,
      networkMode: 'always',
    },
  },
});

/** Each loads a component that may be wanted later, unless that failed before. */
const ahead: (() => Promise<void>)[] = [];

/**
 * A component whose code is loaded when it is first shown, or before, when there is time. Not React's `lazy`: once
 * `Suspense` has shown that something loads, React holds back what came for 300 ms, and a failed load stays failed.
 */
function onDemand<P extends object>(
  load: () => Promise<ComponentType<P>>,
  { Meanwhile, Failing }: Looks<P>,
): ComponentType<P> {
  const options = queryOptions({ queryKey: [ahead.length], queryFn: load });
  ahead.push(async () => {
    if (code.getQueryState(options.queryKey)?.status !== 'error') await code.query(options).catch(noop);
  });
  return (props) => {
    // What failed is tried again for whoever looks the next time.
    const { data: Component, isError, refetch } = useQuery(options, code);
    if (Component !== undefined) return <Component {...props} />;
    return isError ? <Failing {...props} onRetry={() => void refetch()} /> : <Meanwhile />;
  };
}

/** A part of the page: what stands in for it, and what says that it could not be loaded, takes its place. */
export function partOnDemand<P extends object>(
  load: () => Promise<ComponentType<P>>,
  Meanwhile: ComponentType = Nothing,
): ComponentType<P> {
  return onDemand(load, { Meanwhile, Failing: FailingPart });
}

/** A dialog: it opens once it is there, or to say that it could not be loaded. */
export function dialogOnDemand<P extends { readonly onClose: () => void }>(
  load: () => Promise<ComponentType<P>>,
): ComponentType<P> {
  return onDemand(load, { Meanwhile: Nothing, Failing: FailingDialog });
}

/** Loads what may be wanted later, one after the other, while nothing is read and there is nothing else to do. */
export function LoadAhead() {
  const isReading = useIsFetching() > 0;
  const [at, setAt] = useState(0);
  useEffect(() => {
    const load = ahead[at];
    if (isReading || load === undefined) return;
    const handle = requestIdleCallback(() => void load().then(() => setAt(at + 1)));
    return () => cancelIdleCallback(handle);
  }, [isReading, at]);
  return null;
}

function Nothing() {
  return null;
}

function FailingPart({ onRetry }: Retry) {
  return (
    <section className="surface">
      <Failed text={t.notLoaded} onRetry={onRetry} />
    </section>
  );
}

function FailingDialog({ onRetry, onClose }: Retry & { readonly onClose: () => void }) {
  return (
    <Dialog onClose={onClose} title={t.failedTitle} size="sm">
      <div className="dialog-body">
        <p role="alert">{t.notLoaded}</p>
        <div className="dialog-buttons">
          <Button variant="default" onClick={onClose}>
            {t.close}
          </Button>
          <Button onClick={onRetry}>{t.tryAgain}</Button>
        </div>
      </div>
    </Dialog>
  );
}
