import { Button } from '@mantine/core';
import { IconShieldCheck } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { companion, textOf } from '../contract-client.ts';
import { t } from '../strings/texts.ts';
import { Problem } from '../ui/problem.tsx';
import { SafeLink } from '../ui/safe-link.tsx';
import type { Access } from './access.ts';

/** Only the technician knows whether idemeum said yes: there is no way to ask it (reference: idemeum.md). */
export function ConfirmBar({ access, onClose }: { readonly access: Access; readonly onClose: () => void }) {
  const { customerKey, customerName, haloTicketId, portalUrl } = access;
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const confirm = useMutation(
    companion.jit.confirmGranted.mutationOptions({
      onSuccess: ({ done }) => {
        if (done) onClose();
      },
    }),
  );
  return (
    <section className="jit-confirm" aria-labelledby="jit-confirm">
      <IconShieldCheck aria-hidden size={22} />
      <div className="grow">
        <h2 id="jit-confirm" ref={heading} tabIndex={-1}>
          <bdi>{t.jit.confirm.title(customerName)}</bdi>
        </h2>
        <p>
          {t.jit.confirm.help} {haloTicketId !== null && t.jit.confirm.tied(haloTicketId)}
        </p>
        <p>
          <SafeLink href={portalUrl} target={{ what: 'portal-of-customer', customerKey }}>
            {t.jit.confirm.open}
          </SafeLink>
        </p>
        <Problem text={confirm.error ? textOf(confirm.error) : (confirm.data?.text ?? null)} />
      </div>
      <div className="dialog-buttons">
        <Button size="sm" variant="default" onClick={onClose}>
          {t.jit.confirm.no}
        </Button>
        <Button
          size="sm"
          loading={confirm.isPending}
          onClick={() => confirm.mutate({ customerKey, haloTicketId })}
        >
          {t.jit.confirm.yes}
        </Button>
      </div>
    </section>
  );
}
