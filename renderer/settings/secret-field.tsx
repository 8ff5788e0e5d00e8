import { Button, PasswordInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ServiceName } from '../../shared/domain/service-health.ts';
import { companion, textOf } from '../contract-client.ts';
import { t } from '../strings/texts.ts';
import { announce } from '../ui/announcer.tsx';

/** A secret that can be put in, and never looked at. */
export function SecretField({ service }: { readonly service: ServiceName }) {
  const [secret, setSecret] = useState('');
  const queries = useQueryClient();
  const states = useQuery(companion.settings.secrets.queryOptions({ input: {} }));
  const store = useMutation(
    companion.settings.storeSecret.mutationOptions({
      onSuccess: ({ done }) => {
        if (!done) return;
        setSecret('');
        announce(t.settings.secret.stored);
        void queries.invalidateQueries();
      },
    }),
  );
  const state = states.data?.find((one) => one.service === service);
  const refusal = store.error ? textOf(store.error) : store.data?.done === false ? store.data.text : null;
  return (
    <li className="setting">
      <form
        className="secret"
        onSubmit={(event) => {
          event.preventDefault();
          if (secret !== '') store.mutate({ service, secret });
        }}
      >
        <PasswordInput
          className="grow"
          label={`${t.settings.secret.label} (${t.services[service]})`}
          description={t.settings.secret.help}
          error={refusal}
          value={secret}
          maxLength={4_096}
          autoComplete="off"
          onChange={(event) => setSecret(event.currentTarget.value)}
        />
        <Button type="submit" variant="default" disabled={secret === ''} loading={store.isPending}>
          {t.settings.secret.store}
        </Button>
      </form>
      <div className="setting-source dim" role="status">
        {state && (state.text ?? t.settings.secret.states[state.state])}
      </div>
    </li>
  );
}
