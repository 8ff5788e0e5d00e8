import './setting.css';
import { Button, PasswordInput } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ServiceName } from '../../shared/domain/service-health.ts';
import { client, companion, textOf } from '../contract-client.ts';
import { t } from '../strings/texts.ts';
import { announce } from '../ui/announcer.tsx';

interface Props {
  readonly service: ServiceName;
  readonly onStored?: () => void;
}

/**
 * A secret that can be put in, and never looked at. Sent without the cache of queries, which keeps what it sent for
 * minutes: once the field is empty the window holds the secret no more.
 */
export function SecretField({ service, onStored }: Props) {
  const [secret, setSecret] = useState('');
  const queries = useQueryClient();
  const states = useQuery(companion.settings.secrets.queryOptions({ input: {} }));
  const [isStoring, setStoring] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  const store = async () => {
    setStoring(true);
    const text = await client.settings.storeSecret({ service, secret }).then(
      ({ done, text: said }) => (done ? null : said),
      (error: Error) => textOf(error),
    );
    setStoring(false);
    setRefusal(text);
    if (text !== null) return;
    setSecret('');
    announce(t.settings.secret.stored);
    onStored?.();
    void queries.invalidateQueries();
  };
  const state = states.data?.find((one) => one.service === service);
  return (
    <li className="setting">
      <form
        className="secret"
        onSubmit={(event) => {
          event.preventDefault();
          if (secret !== '') void store();
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
        <Button type="submit" variant="default" disabled={secret === ''} loading={isStoring}>
          {t.settings.secret.store}
        </Button>
      </form>
      <div className="setting-source dim" role="status">
        {state && (state.text ?? t.settings.secret.states[state.state])}
      </div>
    </li>
  );
}
