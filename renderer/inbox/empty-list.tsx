import { Button } from '@mantine/core';
import { IconInbox, IconSearchOff } from '@tabler/icons-react';
import type { RequestFilter } from '../../shared/contract/requests.ts';
import { t } from '../strings/texts.ts';

interface Props {
  readonly filter: RequestFilter;
  readonly search: string;
  readonly onClearSearch: () => void;
  readonly onShowAll: () => void;
}

/** Nothing to show: says why, and what to do next. */
export function EmptyList({ filter, search, onClearSearch, onShowAll }: Props) {
  const isSearch = search !== '';
  const Icon = isSearch ? IconSearchOff : IconInbox;
  const texts = isSearch
    ? { title: t.empty.search.title(search), text: t.empty.search.text }
    : t.empty[filter];
  return (
    <div className="empty">
      <Icon aria-hidden size={34} stroke={1.4} />
      <h3 className="wrap">{texts.title}</h3>
      <p className="dim">{texts.text}</p>
      <div className="row-buttons">
        {isSearch && (
          <Button size="xs" variant="default" onClick={onClearSearch}>
            {t.clearSearch}
          </Button>
        )}
        {filter !== 'all' && (
          <Button size="xs" variant="default" onClick={onShowAll}>
            {t.empty.showAll}
          </Button>
        )}
      </div>
    </div>
  );
}
