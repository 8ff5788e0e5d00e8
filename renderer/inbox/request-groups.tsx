import { Checkbox } from '@mantine/core';
import { memo, startTransition, useEffect, useId, useState } from 'react';
import { number } from '../strings/locale.ts';
import { t } from '../strings/texts.ts';
import type { Group } from './groups.ts';
import { isOpenToDecide, RequestRow, type RowActions } from './request-row.tsx';
import { rowId } from './row-id.ts';

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

/** A window holds twice as many rows as its height divided by this: the first half is there a frame earlier. */
const ROW_SHARE_PX = 180;
/** Rows that are drawn with each frame after that. */
const STEP = 6;

/** The rows under their headings. */
export const RequestGroups = memo(function RequestGroups({ groups, onChoose, ...rest }: Props) {
  const all = groups.reduce((sum, { rows }) => sum + rows.length, 0);
  const drawn = useDrawn(all);
  let before = 0;
  return groups.map((group) => {
    const left = drawn - before;
    before += group.rows.length;
    return left > 0 && <OneGroup key={group.key} group={group} drawn={left} onChoose={onChoose} {...rest} />;
  });
});

/** How many rows are drawn: those in sight first, then a few with each frame, so that typing and scrolling go on. */
function useDrawn(all: number): number {
  const [drawn, setDrawn] = useState(() => Math.ceil(window.innerHeight / ROW_SHARE_PX));
  useEffect(() => {
    if (drawn >= all) return;
    const next = requestAnimationFrame(() => startTransition(() => setDrawn(drawn + STEP)));
    return () => cancelAnimationFrame(next);
  }, [drawn, all]);
  return drawn;
}

function OneGroup({
  group,
  drawn,
  current,
  open,
  chosen,
  canDecide,
  actions,
  onChoose,
}: Omit<Props, 'groups'> & { readonly group: Group; readonly drawn: number }) {
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
        {rows.slice(0, drawn).map((row) => (
          <RequestRow
            key={row.request.id}
            row={row}
            id={rowId(row.request.id)}
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
