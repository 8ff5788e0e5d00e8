import { Button, Progress } from '@mantine/core';
import { IconCheck, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import type { RequestRow } from '../../shared/contract/requests.ts';
import type { Verdict } from '../../shared/domain/elevation-request.ts';
import { client, textOf } from '../contract-client.ts';
import { t } from '../strings/texts.ts';
import { announce } from '../ui/announcer.tsx';
import { applicationOf, personOf } from './names.ts';

interface Props {
  readonly chosen: readonly RequestRow[];
  readonly onClear: () => void;
}

interface Refusal {
  readonly requestId: string;
  readonly about: string;
  readonly text: string;
}

/** Several requests decided at once: once each, one after the other, each with its own answer. */
export function BulkBar({ chosen, onClear }: Props) {
  const [done, setDone] = useState<number | null>(null);
  const [refusals, setRefusals] = useState<readonly Refusal[]>([]);
  const decideAll = async (verdict: Verdict) => {
    const found: Refusal[] = [];
    setRefusals([]);
    for (const [at, { request }] of chosen.entries()) {
      setDone(at);
      const text = await decideOnce(request.id, verdict);
      if (text !== null) {
        found.push({ requestId: request.id, about: `${personOf(request)}, ${applicationOf(request)}`, text });
      }
    }
    setDone(null);
    setRefusals(found);
    announce(t.inbox.allSent(chosen.length - found.length));
    if (found.length === 0) onClear();
  };
  const isBusy = done !== null;
  return (
    <section className="bulk" aria-label={t.inbox.chosen(chosen.length)}>
      <strong className="grow">{t.inbox.chosen(chosen.length)}</strong>
      {isBusy && (
        <span className="bulk-progress" role="status">
          <Progress value={(100 * done) / chosen.length} aria-label={t.inbox.chosen(chosen.length)} />
          {t.inbox.progress(done, chosen.length)}
        </span>
      )}
      <Button
        size="xs"
        disabled={isBusy}
        leftSection={<IconCheck aria-hidden size={15} />}
        onClick={() => void decideAll('approve')}
      >
        {t.inbox.approveAll}
      </Button>
      <Button
        size="xs"
        variant="default"
        disabled={isBusy}
        leftSection={<IconX aria-hidden size={15} />}
        onClick={() => void decideAll('deny')}
      >
        {t.inbox.denyAll}
      </Button>
      <Button size="xs" variant="subtle" disabled={isBusy} onClick={onClear}>
        {t.inbox.clearChoice}
      </Button>
      {refusals.length > 0 && (
        <div role="alert" className="bulk-refusals">
          <p className="bad strong">{t.inbox.notSent(refusals.length)}</p>
          <ul>
            {refusals.map(({ requestId, about, text }) => (
              <li key={requestId} className="wrap">
                <bdi>{about}</bdi>: {text}
              </li>
            ))}
          </ul>
        </div>
      )}
    </section>
  );
}

/** Null when it was taken; else why not. */
async function decideOnce(requestId: string, verdict: Verdict): Promise<string | null> {
  try {
    const { accepted, text } = await client.requests.decide({
      requestId,
      verdict,
      scope: 'once',
      elevationType: null,
      comment: null,
      undoable: true,
    });
    return accepted ? null : (text ?? t.decide.refused);
  } catch (error) {
    return textOf(error instanceof Error ? error : new Error(String(error)));
  }
}
