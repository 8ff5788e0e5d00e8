import { useQuery } from '@tanstack/react-query';
import { companion } from '../contract-client.ts';
import { t } from '../strings/texts.ts';
import { Failure } from '../ui/failure.tsx';

/** A ticket and its closure note, as Halo would show them with these settings. */
export function TicketPreview() {
  const preview = useQuery(companion.settings.preview.queryOptions({ input: {} }));
  if (preview.isError) return <Failure error={preview.error} onRetry={() => void preview.refetch()} />;
  if (!preview.data) return null;
  const { fields, summary, details, closureNote } = preview.data;
  return (
    <section className="preview" aria-label={t.settings.preview.title}>
      <h4>{t.settings.preview.title}</h4>
      <p className="strong wrap">{summary}</p>
      <dl className="pairs preview-pairs">
        {fields.map(({ label, value }) => (
          <div className="pair" key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <h5>{t.settings.preview.ticket}</h5>
      <p className="preview-text wrap">{details}</p>
      <h5>{t.settings.preview.closure}</h5>
      <p className="preview-text wrap">{closureNote}</p>
    </section>
  );
}
