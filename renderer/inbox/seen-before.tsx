import { useQuery } from '@tanstack/react-query';
import { companion } from '../contract-client.ts';
import { en } from '../strings/en.ts';
import { When } from '../ui/time.tsx';
import { hrefOf } from '../ui/use-route.ts';

/** Earlier requests for the same thing and how they ended: what a technician wants to know before deciding. */
export function SeenBefore({ requestId }: { readonly requestId: string }) {
  const seen = useQuery(companion.requests.seenBefore.queryOptions({ input: { requestId } }));
  if (!seen.data) return null;
  return (
    <section className="seen" aria-label={en.inbox.seen.title}>
      <h3>{en.inbox.seen.title}</h3>
      {seen.data.length === 0 && <p className="dim">{en.inbox.seen.none}</p>}
      <ul>
        {seen.data.map((one) => (
          <li key={one.requestId}>
            <a className="link" href={hrefOf('requests', one.requestId)}>
              <bdi>{one.personName ?? en.request.somebody}</bdi>
            </a>{' '}
            <bdi className="dim">{one.customerName}</bdi> ·{' '}
            <strong>
              {en.inbox.seen.outcome[one.status]}
              {one.scope !== null && ` ${en.request.scope[one.scope]}`}
            </strong>{' '}
            {one.decidedBy !== null && <bdi>{en.inbox.seen.by(one.decidedBy)}</bdi>} · <When at={one.at} />{' '}
            <span className="dim">({one.isSameFile ? en.inbox.seen.sameFile : en.inbox.seen.sameName})</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
