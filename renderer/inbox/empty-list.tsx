import { Button } from '@mantine/core';
import { IconFilterOff, IconInbox, IconSearchOff } from '@tabler/icons-react';
import type { RequestFilter } from '../../shared/contract/requests.ts';
import { t } from '../strings/texts.ts';

interface Props {
  readonly filter: RequestFilter;
  readonly search: string;
  readonly isNarrowed: boolean;
  readonly onClearSearch: () => void;
  readonly onClearFilters: () => void;
  readonly onShowAll: () => void;
}

/** Nothing to show: says why, and what to do next. */
export function EmptyList({ filter, search, isNarrowed, onClearSearch, onClearFilters, onShowAll }: Props) {
  const isSearch = search !== '';
  const Icon = isSearch ? IconSearchOff : isNarrowed ? IconFilterOff : IconInbox;
  return (
    <div className="empty">
      <Icon aria-hidden size={34} stroke={1.4} />
      <Why filter={filter} search={search} isNarrowed={isNarrowed} />
      <div className="row-buttons">
        {isSearch && (
          <Button size="xs" variant="default" onClick={onClearSearch}>
            {t.clearSearch}
          </Button>
        )}
        {isNarrowed && (
          <Button size="xs" variant="default" onClick={onClearFilters}>
            {t.inbox.clear}
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

function Why({ filter, search, isNarrowed }: Pick<Props, 'filter' | 'search' | 'isNarrowed'>) {
  const { title, text } =
    search !== ''
      ? { title: t.empty.search.title(search), text: t.empty.search.text }
      : isNarrowed
        ? t.empty.narrowed
        : t.empty[filter];
  return (
    <>
      <h3 className="wrap">{title}</h3>
      <p className="dim">{text}</p>
    </>
  );
}
