import { Button, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { type JitCustomer, TechnicianEmail } from '../../shared/contract/jit.ts';
import { companion, textOf } from '../contract-client.ts';
import { t } from '../strings/texts.ts';
import { announce } from '../ui/announcer.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Problem } from '../ui/problem.tsx';

const LONGEST_EMAIL = 320;

/** An account that the companion has not seen begin: enabled in the portal, or from another computer. */
export function DisableAccountDialog({
  customer,
  onClose,
}: {
  readonly customer: JitCustomer;
  readonly onClose: () => void;
}) {
  const [typed, setTyped] = useState('');
  const [isRefused, setRefused] = useState(false);
  const disable = useMutation(
    companion.jit.disableAccount.mutationOptions({
      onSuccess: ({ done }) => {
        if (!done) return;
        announce(t.jit.disabling(1));
        onClose();
      },
    }),
  );
  const answer = disable.data ?? null;
  const isOthers = answer?.needsConfirmation ?? false;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const email = TechnicianEmail.safeParse(typed.trim());
    setRefused(!email.success);
    if (!email.success || disable.isPending) return;
    disable.mutate({
      customerKey: customer.customerKey,
      technicianEmail: email.data,
      confirmOthers: isOthers,
    });
  };
  return (
    <Dialog title={t.jit.one.title(customer.name)} size="md" onClose={onClose}>
      <form className="dialog-body" onSubmit={submit} noValidate>
        <p className="dim">{t.jit.one.help}</p>
        <TextInput
          type="email"
          label={t.jit.one.field}
          value={typed}
          maxLength={LONGEST_EMAIL}
          autoComplete="off"
          error={isRefused && t.jit.one.invalid}
          onChange={(event) => {
            setTyped(event.currentTarget.value);
            setRefused(false);
            disable.reset();
          }}
          data-autofocus
        />
        <p className="wrap">
          {t.jit.one.means(customer.name)} {t.jit.final}
        </p>
        <Problem text={disable.error ? textOf(disable.error) : (answer?.text ?? null)} />
        {isOthers && <p>{t.jit.recorded}</p>}
        <div className="dialog-buttons">
          <Button size="sm" variant="default" onClick={onClose}>
            {t.cancel}
          </Button>
          <Button size="sm" type="submit" color="red.9" loading={disable.isPending}>
            {isOthers ? t.jit.disableAnyway : t.jit.one.button}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
