import type { RequestRow } from '../../shared/contract/requests.ts';
import { t } from '../strings/texts.ts';
import { applicationOf, customerOf, deviceOf, personOf } from './names.ts';
import { SeenBefore } from './seen-before.tsx';

/** What is being decided, with what one has to know for it. */
export function DecideAbout({ row: { request } }: { readonly row: RequestRow }) {
  const { publisher, path, fileName, hash, reason } = request;
  const facts = [
    [t.fields.path, path ?? fileName],
    [t.fields.hash, hash],
    [t.fields.reason, reason],
  ] as const;
  return (
    <div className="dialog-about">
      <p className="wrap">
        <bdi className="strong">{personOf(request)}</bdi> {t.request.wants}{' '}
        <bdi className="strong">{applicationOf(request)}</bdi>{' '}
        {publisher === null ? (
          <span className="warn">({t.request.noPublisher})</span>
        ) : (
          <bdi>{t.request.publisher(publisher)}</bdi>
        )}
        <br />
        <span className="dim">
          <bdi>{deviceOf(request)}</bdi> · <bdi>{customerOf(request)}</bdi>
        </span>
      </p>
      <dl className="pairs">
        {facts.map(([label, value]) => (
          <div key={label} className="pair">
            <dt>{label}</dt>
            <dd>
              {value ? (
                <bdi className={label === t.fields.reason ? undefined : 'code'}>{value}</bdi>
              ) : (
                <span className="dim">{t.fields.notKnown}</span>
              )}
            </dd>
          </div>
        ))}
      </dl>
      <SeenBefore requestId={request.id} hasLinks={false} />
    </div>
  );
}
