import { UnstyledButton, VisuallyHidden } from '@mantine/core';
import { MappingFilter, type MappingPage } from '../../shared/contract/mapping.ts';
import { number } from '../strings/locale.ts';
import { t } from '../strings/texts.ts';

/** How many customers are in each state; pressed, only those are shown. Empty states are left out. */
export function FilterChips({
  counts,
  filter,
  onFilter,
}: {
  readonly counts: MappingPage['counts'] | undefined;
  readonly filter: MappingFilter;
  readonly onFilter: (filter: MappingFilter) => void;
}) {
  const shown = MappingFilter.options.filter(
    (one) => one === 'all' || one === 'open' || one === filter || (counts?.[one] ?? 0) > 0,
  );
  return (
    <fieldset className="chips">
      <VisuallyHidden component="legend">{t.mappings.filterLabel}</VisuallyHidden>
      {shown.map((one) => (
        <UnstyledButton
          key={one}
          className="chip"
          aria-pressed={one === filter}
          data-alarm={(one === 'open' || one === 'broken') && (counts?.[one] ?? 0) > 0 ? true : undefined}
          onClick={() => onFilter(one)}
        >
          {t.mappings.filters[one]}
          <span className="chip-count">{counts === undefined ? '–' : number(counts[one])}</span>
        </UnstyledButton>
      ))}
    </fieldset>
  );
}
