import { UnstyledButton } from '@mantine/core';
import { IconBellRinging, IconChevronDown, IconChevronUp } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import type { Overview } from '../../shared/contract/companion.ts';
import { companion } from '../contract-client.ts';
import { t } from '../strings/texts.ts';
import { Failure } from '../ui/failure.tsx';
import { ParkedItem, QuarantinedLine, RefusedItem, UnmappedItem, WarningItem } from './needs-items.tsx';

/** As many as leave room for the list below. */
const FIRST = 4;

/** Everything that waits for a person, with the reason and what to do. Not there when nothing does. */
export function NeedsYou({ overview }: { readonly overview: Overview }) {
  const [isAll, setAll] = useState(false);
  const unmapped = useQuery(companion.mapping.unmapped.queryOptions({ input: {} }));
  const parked = useQuery(companion.outbox.parked.queryOptions({ input: {} }));
  const quarantined = useQuery(companion.quarantine.list.queryOptions({ input: {} }));
  const broken = [unmapped, parked, quarantined].find((query) => query.isError);
  const refused = overview.services.filter((service) => service.state === 'refused');
  // What holds up everything comes first, then what holds up one customer, then single steps.
  const items: readonly ReactNode[] = [
    ...refused.map((health) => <RefusedItem key={health.service} health={health} />),
    ...overview.warnings.map((warning) => (
      <WarningItem key={`${warning.kind} ${warning.text}`} warning={warning} />
    )),
    ...(unmapped.data ?? []).map((one) => <UnmappedItem key={`u ${one.customerKey}`} customer={one} />),
    ...(parked.data ?? []).map((row) => <ParkedItem key={`p ${row.entry.id}`} row={row} />),
    ...(quarantined.data ?? []).map((item) => <QuarantinedLine key={`q ${item.key}`} item={item} />),
  ];
  if (items.length === 0 && !broken) return null;
  const hidden = items.length - FIRST;
  return (
    <section className="needs" aria-labelledby="needs-you">
      <h2 id="needs-you">
        <IconBellRinging aria-hidden size={16} /> {t.needs.title}
        {items.length > 0 && <span className="needs-count">{items.length}</span>}
      </h2>
      {broken?.error && <Failure error={broken.error} onRetry={() => void broken.refetch()} />}
      <ul>{isAll ? items : items.slice(0, FIRST)}</ul>
      {hidden > 0 && (
        <UnstyledButton className="needs-more" aria-expanded={isAll} onClick={() => setAll(!isAll)}>
          {isAll ? <IconChevronUp aria-hidden size={15} /> : <IconChevronDown aria-hidden size={15} />}
          {isAll ? t.needs.fewerItems : t.needs.moreItems(hidden)}
        </UnstyledButton>
      )}
    </section>
  );
}
