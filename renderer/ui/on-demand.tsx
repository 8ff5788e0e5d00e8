import { Button } from '@mantine/core';
import { useIsFetching } from '@tanstack/react-query';
import { type ComponentType, useEffect, useSyncExternalStore } from 'react';
import { t } from '../strings/texts.ts';
import { Dialog } from './dialog.tsx';
import { Failed } from './failure.tsx';
import { loadWhenIdle, Piece } from './piece.ts';

interface Retry {
  readonly onRetry: () => void;
}

interface Looks<P> {
  /** Is in its place while it loads. */
  readonly Meanwhile: ComponentType;
  /** Says that it could not be loaded, and offers to try again. */
  readonly Failing: ComponentType<P & Retry>;
}

/** What has not been loaded ahead so far. */
const notYet: Pick<Piece<unknown>, 'load'>[] = [];

/**
 * A component whose code is loaded when it is first shown, or before, when there is time. Not React's `lazy`: once
 * `Suspense` has shown that something loads, React holds back what came for 300 ms, and a failed load stays failed.
 */
function onDemand<P extends object>(
  load: () => Promise<ComponentType<P>>,
  looks: Looks<P>,
): ComponentType<P> {
  const piece = new Piece(load);
  notYet.push(piece);
  return (props) => <OnDemand piece={piece} looks={looks} props={props} />;
}

interface Props<P> {
  readonly piece: Piece<ComponentType<P>>;
  readonly looks: Looks<P>;
  readonly props: P;
}

function OnDemand<P extends object>({ piece, looks: { Meanwhile, Failing }, props }: Props<P>) {
  const { value: Component, hasFailed } = useSyncExternalStore(piece.subscribe, piece.loaded);
  if (Component !== null) return <Component {...props} />;
  if (!hasFailed) return <Meanwhile />;
  return <Failing {...props} onRetry={() => void piece.load()} />;
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

/** Loads what may be wanted later as soon as what is shown has been read. */
export function LoadAhead() {
  const isReading = useIsFetching() > 0;
  useEffect(() => (isReading ? undefined : loadWhenIdle(notYet)), [isReading]);
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
