import { Checkbox } from '@mantine/core';
import { useId } from 'react';
import { number } from '../strings/locale.ts';
import { t } from '../strings/texts.ts';
import type { Group } from './groups.ts';
import { isOpenToDecide, RequestRow, type RowActions } from './request-row.tsx';

interface Props {
  readonly groups: readonly Group[];
  readonly current: string | null;
  readonly open: ReadonlySet<string>;
  readonly chosen: ReadonlySet<string>;
  readonly canDecide: boolean;
  readonly actions: RowActions;
  /** Puts rows into what is decided together, or out of it. */
  readonly onChoose: (ids: readonly string[], isChosen: boolean) => void;
}

/** The rows under their headings. */
export function RequestGroups({ groups, onChoose, ...rest }: Props) {
  return groups.map((group) => <OneGroup key={group.key} group={group} onChoose={onChoose} {...rest} />);
}

function OneGroup({
  group,
  current,
  open,
  chosen,
  canDecide,
  actions,
  onChoose,
}: Omit<Props, 'groups'> & { readonly group: Group }) {
  const { title, rows } = group;
  const headingId = useId();
  const ids = canDecide ? rows.filter(isOpenToDecide).map(({ request }) => request.id) : [];
  const taken = ids.filter((id) => chosen.has(id)).length;
  return (
    <div className="group">
      <div className="group-head">
        {ids.length > 0 && (
          <Checkbox
            size="xs"
            aria-label={t.inbox.chooseAll(title)}
            checked={taken === ids.length}
            indeterminate={taken > 0 && taken < ids.length}
            onChange={(event) => onChoose(ids, event.currentTarget.checked)}
          />
        )}
        <h3 id={headingId} className="cut">
          <bdi>{title}</bdi>
        </h3>
        <span className="dim">{number(rows.length)}</span>
      </div>
      <ul className="rows" aria-labelledby={headingId}>
        {rows.map((row) => (
          <RequestRow
            key={row.request.id}
            row={row}
            isCurrent={row.request.id === current}
            isOpen={open.has(row.request.id)}
            isChosen={chosen.has(row.request.id)}
            canDecide={canDecide}
            actions={actions}
          />
        ))}
      </ul>
    </div>
  );
}
