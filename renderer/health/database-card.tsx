import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { DatabaseState } from '../../shared/contract/health.ts';
import { VerifyRecord } from '../activity/verify-record.tsx';
import { companion } from '../contract-client.ts';
import { fileSize } from '../strings/locale.ts';
import { t } from '../strings/texts.ts';
import { Failure } from '../ui/failure.tsx';
import { When } from '../ui/time.tsx';

/** Room for a good while: below it the journal should not have to stop for want of it. */
const LITTLE_ROOM = 500_000_000;

/** The journal: whether it is sound, how large it is, and whether its record was altered. */
export function DatabaseCard() {
  const database = useQuery(companion.health.database.queryOptions({ input: {} }));
  const texts = t.healthScreen.database;
  return (
    <section className="surface card" aria-labelledby="health-database">
      <h3 id="health-database">{texts.title}</h3>
      <p className="dim">{texts.help}</p>
      {database.isError && <Failure error={database.error} onRetry={() => void database.refetch()} />}
      <ul className="card-list health-facts">
        <li>
          <strong>{texts.state}</strong>
          {database.data ? <Soundness database={database.data} /> : <Unknown />}
        </li>
        <li>
          <strong>{texts.file}</strong>
          <span className="grow">
            {database.data ? <code className="wrap">{database.data.file}</code> : <Unknown />}
          </span>
        </li>
        <li>
          <strong>{texts.size}</strong>
          {database.data ? <Room database={database.data} /> : <Unknown />}
        </li>
        <li>
          <strong>{texts.record}</strong>
          <VerifyRecord />
        </li>
      </ul>
    </section>
  );
}

function Unknown() {
  return <span className="dim">…</span>;
}

function Soundness({
  database: { setAside, foundSoundAt, schema, copies },
}: {
  readonly database: DatabaseState;
}) {
  const texts = t.healthScreen.database;
  const isWhole = setAside === null;
  const Icon = isWhole ? IconCircleCheck : IconAlertTriangle;
  return (
    <>
      <span className={`state ${isWhole ? 'good' : 'bad'}`}>
        <Icon aria-hidden size={15} /> {isWhole ? texts.sound : texts.begunAnew}
      </span>
      <span className="dim">
        {texts.checked} <When at={foundSoundAt} /> · {texts.schema(schema)}
      </span>
      {setAside !== null && <p className="wrap health-text">{texts.setAside(setAside)}</p>}
      {copies.length > 0 && <p className="dim wrap health-text">{texts.copies(copies.join(', '))}</p>}
    </>
  );
}

function Room({ database: { bytes, freeBytes } }: { readonly database: DatabaseState }) {
  const texts = t.healthScreen.database;
  return (
    <>
      <span>{fileSize(bytes)}</span>
      <span className={freeBytes < LITTLE_ROOM ? 'bad' : 'dim'}>{texts.free(fileSize(freeBytes))}</span>
    </>
  );
}
