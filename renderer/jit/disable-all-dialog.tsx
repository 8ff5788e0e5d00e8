import { Button, Progress } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { JitGrantRow } from '../../shared/contract/jit.ts';
import { companion, textOf } from '../contract-client.ts';
import { t } from '../strings/texts.ts';
import { Dialog } from '../ui/dialog.tsx';
import { Problem } from '../ui/problem.tsx';

interface Props {
  readonly customerKey: string;
  /** Accounts that run, as they are now. */
  readonly current: readonly JitGrantRow[];
  readonly returnTo: string;
  readonly onClose: () => void;
}

/** Every account at a customer at once: says who loses access, asks, and stays to tell how it goes. */
export function DisableAllDialog({ customerKey, current, returnTo, onClose }: Props) {
  const enabled = current.filter(
    ({ grant }) => grant.customerKey === customerKey && grant.state !== 'disabling',
  );
  const [name] = useState(enabled[0]?.grant.customerDisplayName ?? '');
  const [asked, setAsked] = useState<readonly JitGrantRow[]>([]);
  const disable = useMutation(companion.jit.disableForCustomer.mutationOptions());
  // Another technician’s account that was not listed is left: it is listed next, and asked about again.
  const isAskedAgain = disable.data?.needsConfirmation ?? false;
  const submit = () =>
    disable.mutate(
      { customerKey, grantIds: enabled.map(({ grant }) => grant.id) },
      { onSuccess: () => setAsked(withThese(asked, enabled)) },
    );
  return (
    <Dialog title={t.jit.all.title(name)} size="md" returnTo={returnTo} onClose={onClose}>
      {disable.isSuccess && !isAskedAgain ? (
        <Outcome asked={asked} current={current} onClose={onClose} />
      ) : (
        <div className="dialog-body">
          {(enabled.length > 0 || !isAskedAgain) && <Who accounts={enabled} name={name} />}
          <Problem text={disable.error ? textOf(disable.error) : (disable.data?.text ?? null)} />
          <div className="dialog-buttons">
            <Button size="sm" variant="default" onClick={onClose} data-autofocus>
              {t.cancel}
            </Button>
            <Button
              size="sm"
              color="red.9"
              disabled={enabled.length === 0}
              loading={disable.isPending}
              onClick={submit}
            >
              {t.jit.all.submit(enabled.length)}
            </Button>
          </div>
        </div>
      )}
    </Dialog>
  );
}

function withThese(before: readonly JitGrantRow[], more: readonly JitGrantRow[]): readonly JitGrantRow[] {
  return [...new Map([...before, ...more].map((row) => [row.grant.id, row])).values()];
}

function Who({ accounts, name }: { readonly accounts: readonly JitGrantRow[]; readonly name: string }) {
  const others = accounts.filter(({ isMine }) => !isMine).length;
  if (accounts.length === 0) return <p>{t.jit.all.none}</p>;
  return (
    <>
      <div className="dialog-about">
        <p className="wrap">{t.jit.all.who(name)}</p>
        <ul className="jit-who">
          {accounts.map(({ grant, isMine }) => (
            <li key={grant.id} className="wrap">
              <bdi className="strong">{grant.technicianEmail}</bdi> {isMine && `(${t.jit.yours})`}
            </li>
          ))}
        </ul>
      </div>
      <p>{t.jit.final}</p>
      {others > 0 && (
        <p className="warn">
          {t.jit.all.others(others)} {t.jit.recorded}
        </p>
      )}
    </>
  );
}

/** Account by account: idemeum has confirmed it once the companion lists it no more. */
function Outcome({
  asked,
  current,
  onClose,
}: {
  readonly asked: readonly JitGrantRow[];
  readonly current: readonly JitGrantRow[];
  readonly onClose: () => void;
}) {
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => button.current?.focus(), []);
  const left = new Map(current.map(({ grant }) => [grant.id, grant]));
  const done = asked.filter(({ grant }) => !left.has(grant.id)).length;
  return (
    <div className="dialog-body">
      <p role="status" className="strong">
        {t.jit.all.progress(done, asked.length)}
      </p>
      <Progress value={(100 * done) / asked.length} aria-label={t.jit.all.progress(done, asked.length)} />
      <ul className="jit-who">
        {asked.map(({ grant: { id, technicianEmail } }) => {
          const now = left.get(id);
          const state = now === undefined ? 'disabled' : now.state === 'unknown' ? 'unknown' : 'disabling';
          return (
            <li key={id} className="wrap">
              <bdi className="strong">{technicianEmail}</bdi>{' '}
              <span className={state === 'disabled' ? 'good' : 'bad'}>{t.jit.states[state]}</span>
              {now?.note && <p className="bad">{now.note}</p>}
            </li>
          );
        })}
      </ul>
      <div className="dialog-buttons">
        <Button ref={button} size="sm" variant="default" onClick={onClose}>
          {t.close}
        </Button>
      </div>
    </div>
  );
}
