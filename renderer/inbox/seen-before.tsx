import { useQuery } from '@tanstack/react-query';
import { companion } from '../contract-client.ts';
import { t } from '../strings/texts.ts';
import { Failure } from '../ui/failure.tsx';
import { When } from '../ui/time.tsx';
import { hrefOf } from '../ui/use-route.ts';

interface Props {
  readonly requestId: string;
  /** False where leaving would lose what has been entered. */
  readonly hasLinks: boolean;
}

/** Earlier requests for the same thing and how they ended: what a technician wants to know before deciding. */
export function SeenBefore({ requestId, hasLinks }: Props) {
  const seen = useQuery(companion.requests.seenBefore.queryOptions({ input: { requestId } }));
  if (seen.isError) return <Failure error={seen.error} onRetry={() => void seen.refetch()} />;
  if (!seen.data) return null;
  return (
    <div className="seen">
      <h3>{t.inbox.seen.title}</h3>
      {seen.data.length === 0 && <p className="dim">{t.inbox.seen.none}</p>}
      <ul>
        {seen.data.map((one) => (
          <li key={one.requestId}>
            <Person
              name={one.personName ?? t.request.somebody}
              href={hasLinks ? hrefOf('requests', one.requestId) : null}
            />{' '}
            <bdi className="dim">{one.customerName}</bdi> ·{' '}
            <strong>
              {t.inbox.seen.outcome[one.status]}
              {one.scope !== null && ` ${t.request.scope[one.scope]}`}
            </strong>{' '}
            {one.decidedBy !== null && <bdi>{t.inbox.seen.by(one.decidedBy)}</bdi>} · <When at={one.at} />{' '}
            <span className="dim">({one.isSameFile ? t.inbox.seen.sameFile : t.inbox.seen.sameName})</span>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Person({ name, href }: { readonly name: string; readonly href: string | null }) {
  if (href === null) return <bdi>{name}</bdi>;
  return (
    <a className="link" href={href}>
      <bdi>{name}</bdi>
    </a>
  );
}
