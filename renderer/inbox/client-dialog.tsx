import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { SeenMapping } from '../../shared/contract/mapping.ts';
import { companion, textOf } from '../contract-client.ts';
import { t } from '../strings/texts.ts';
import { Dialog } from '../ui/dialog.tsx';
import { type Option, PickList } from '../ui/pick-list.tsx';
import { Problem } from '../ui/problem.tsx';
import { Meanwhile } from './meanwhile.tsx';
import { offerUndoOfMapping } from './undo-mapping.ts';
import { useLiveMapping } from './use-live-mapping.ts';

const SEARCH_AFTER_MS = 120;
const LONGEST_NAME = 300;

interface Props {
  readonly customerKey: string;
  readonly name: string;
  /** The mapping as it is shown behind the dialog. */
  readonly expected: SeenMapping;
  readonly onClose: () => void;
}

/** Says which Halo client a customer is: type, arrow keys, Enter. The choice can be undone. */
export function ClientDialog({ customerKey, name: nameBefore, expected, onClose }: Props) {
  const live = useLiveMapping(customerKey, expected);
  const name = live.name ?? nameBefore;
  const [typed, setTyped] = useState(nameBefore.slice(0, LONGEST_NAME));
  const [text] = useDebouncedValue(typed, SEARCH_AFTER_MS);
  const found = useQuery(
    companion.mapping.findClients.queryOptions({ input: { text }, placeholderData: keepPreviousData }),
  );
  const assign = useMutation(companion.mapping.choose.mutationOptions());
  const options = (found.data ?? []).map(
    (one): Option => ({
      id: one.id,
      text: one.name,
      aside: `${one.inactive ? `${t.mapping.inactive} · ` : ''}${t.mapping.id(one.id)}`,
    }),
  );
  const choose = async ({ id, text: clientName }: Option) => {
    if (assign.isPending || live.isGone || live.changed !== null) return;
    const choice = { kind: 'client' as const, haloClientId: id };
    const orders = [{ customerKey, choice, expected: live.seen }];
    const answer = await assign.mutateAsync({ orders }).catch(() => null);
    if (!answer || answer.refused.length > 0) return;
    const after = { state: 'manual' as const, haloClientId: id };
    offerUndoOfMapping({ customerKey, before: live.seen, after }, t.mapping.assigned(name, clientName));
    onClose();
  };
  const error = assign.error ?? found.error;
  const refusal = assign.data?.refused[0]?.text ?? null;
  return (
    <Dialog onClose={onClose} title={t.mapping.title(name)} size="md">
      <div className="dialog-body">
        <p className="dim">{t.mapping.help}</p>
        <Meanwhile live={live} />
        <PickList
          label={t.mapping.search}
          placeholder={t.mapping.placeholder}
          description={t.mapping.keys}
          typed={typed}
          maxLength={LONGEST_NAME}
          onTyped={setTyped}
          options={options}
          isCurrent={text === typed && !found.isPlaceholderData}
          onChoose={(option) => void choose(option)}
          found={
            found.isSuccess ? (options.length === 0 ? t.mapping.none : t.mapping.found(options.length)) : ''
          }
        />
        <Problem text={error ? textOf(error) : refusal} />
      </div>
    </Dialog>
  );
}
