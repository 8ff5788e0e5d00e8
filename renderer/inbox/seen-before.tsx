import { useQuery } from '@tanstack/react-query';
import { companion } from '../contract-client.ts';
import { t } from '../strings/texts.ts';
import { When } from '../ui/time.tsx';
import { hrefOf } from '../ui/use-route.ts';

/** Earlier requests for the same thing and how they ended: what a technician wants to know before deciding. */
export function SeenBefore({ requestId }: { readonly requestId: string }) {
  const seen = useQuery(companion.requests.seenBefore.queryOptions({ input: { requestId } }));
  if (!seen.data) return null;
  return (
    <div className="seen">
      <h3>{t.inbox.seen.title}</h3>
      {seen.data.length === 0 && <p className="dim">{t.inbox.seen.none}</p>}
      <ul>
        {seen.data.map((one) => (
          <li key={one.requestId}>
            <a className="link" href={hrefOf('requests', one.requestId)}>
              <bdi>{one.personName ?? t.request.somebody}</bdi>
            </a>{' '}
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
