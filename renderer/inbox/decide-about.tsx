import type { RequestRow } from '../../shared/contract/requests.ts';
import { t } from '../strings/texts.ts';
import { Facts } from './facts.tsx';
import { applicationOf, customerOf, deviceOf, personOf } from './names.ts';
import { SeenBefore } from './seen-before.tsx';

/** What is being decided, with what one has to know for it. */
export function DecideAbout({ row: { request } }: { readonly row: RequestRow }) {
  const { publisher, path, fileName, hash, reason } = request;
  const facts = [
    { label: t.fields.path, value: path ?? fileName, isCode: true },
    { label: t.fields.hash, value: hash, isCode: true },
    { label: t.fields.reason, value: reason },
  ];
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
      <Facts facts={facts} />
      <SeenBefore requestId={request.id} hasLinks={false} />
    </div>
  );
}
