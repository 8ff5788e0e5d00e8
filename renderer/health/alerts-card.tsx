import { Button } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { companion, textOf } from '../contract-client.ts';
import { t } from '../strings/texts.ts';
import { Problem } from '../ui/problem.tsx';
import { When } from '../ui/time.tsx';

const SHOWN = 10;

/** What was told by notifications and what was not, with the reason; and one to try them. */
export function AlertsCard() {
  const recent = useQuery(companion.alerts.recent.queryOptions({ input: { limit: SHOWN } }));
  const test = useMutation(companion.alerts.test.mutationOptions());
  const result = test.data;
  const answer =
    result === undefined ? null : result.status === 'not-shown' ? result.text : t.healthScreen.alerts.shown;
  return (
    <section className="surface card" aria-labelledby="health-alerts">
      <h3 id="health-alerts">{t.healthScreen.alerts.title}</h3>
      <p className="dim">{t.healthScreen.alerts.help}</p>
      <div className="card-buttons">
        <Button size="xs" variant="default" loading={test.isPending} onClick={() => test.mutate({})}>
          {t.healthScreen.alerts.test}
        </Button>
        <span role="status">{answer}</span>
      </div>
      <Problem text={test.error ? textOf(test.error) : null} />
      {recent.isSuccess && recent.data.length === 0 && <p className="dim">{t.healthScreen.alerts.none}</p>}
      <ul className="card-list">
        {recent.data?.map((told) => (
          <li key={told.key}>
            <bdi className="wrap grow">{told.title}</bdi>
            <span className="dim">
              <When at={told.toldAt} />
            </span>
            <span>
              {told.result.status === 'not-shown'
                ? `${t.healthScreen.alerts.states['not-shown']}: ${told.result.text}`
                : t.healthScreen.alerts.states[told.result.status]}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
