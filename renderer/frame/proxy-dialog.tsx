import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ProxyQuestion } from '../../shared/contract/shell.ts';
import { client, companion, textOf } from '../contract-client.ts';
import { t } from '../strings/texts.ts';
import { Dialog } from '../ui/dialog.tsx';
import { Problem } from '../ui/problem.tsx';

const LOOK_EVERY_MS = 2_000;

/** Asks once for the name and password of a proxy that stands in the way. */
export function ProxyDialog() {
  // Nothing of the core changes when a proxy asks, so this looks by itself.
  const asked = useQuery(
    companion.shell.proxyQuestion.queryOptions({ input: {}, refetchInterval: LOOK_EVERY_MS, staleTime: 0 }),
  );
  return asked.data ? <Question key={asked.data.id} question={asked.data} /> : null;
}

function Question({ question }: { readonly question: ProxyQuestion }) {
  const [username, setUsername] = useState('');
  const [password, setPassword] = useState('');
  const [isOver, setOver] = useState(false);
  const [isPending, setPending] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  // Past the cache of queries, which would keep the password for minutes.
  const answer = async (given: { readonly username: string | null; readonly password: string | null }) => {
    setPending(true);
    const text = await client.shell.answerProxy({ id: question.id, ...given }).then(
      () => null,
      (error: Error) => textOf(error),
    );
    setPending(false);
    setProblem(text);
    if (text !== null) return;
    setPassword('');
    setOver(true);
  };
  if (isOver) return null;
  const giveUp = () => void answer({ username: null, password: null });
  return (
    <Dialog onClose={giveUp} title={t.frame.proxy.title} size="sm">
      <form
        className="dialog-body"
        onSubmit={(event) => {
          event.preventDefault();
          void answer({ username, password });
        }}
      >
        <p className="wrap">
          {t.frame.proxy.text(question.host)} {question.realm !== '' && t.frame.proxy.realm(question.realm)}
        </p>
        <TextInput
          label={t.frame.proxy.user}
          value={username}
          maxLength={300}
          autoComplete="off"
          required
          data-autofocus
          onChange={(event) => setUsername(event.currentTarget.value)}
        />
        <PasswordInput
          label={t.frame.proxy.password}
          value={password}
          maxLength={1_000}
          autoComplete="off"
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        <p className="dim">{t.frame.proxy.kept}</p>
        <Problem text={problem} />
        <div className="dialog-buttons">
          <Button variant="default" onClick={giveUp}>
            {t.frame.proxy.giveUp}
          </Button>
          <Button type="submit" loading={isPending}>
            {t.frame.proxy.signIn}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
