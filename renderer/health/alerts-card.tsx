import { Button } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { AlertKind } from '../../shared/domain/alert.ts';
import { companion, textOf } from '../contract-client.ts';
import { t } from '../strings/texts.ts';
import { Problem } from '../ui/problem.tsx';
import { When } from '../ui/time.tsx';
import { hrefOf } from '../ui/use-route.ts';

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
      <HeldBack />
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

/** What the settings hold back: the first reason to think of when a notification did not come. */
function HeldBack() {
  const read = useQuery(companion.settings.read.queryOptions({ input: {} }));
  const valueAt = (path: string) => read.data?.settings.find((one) => one.path === path)?.value ?? null;
  const off = AlertKind.options.filter((kind) => valueAt(`notifications.kinds.${kind}`) === false);
  const quiet = valueAt('notifications.quiet');
  const isQuiet = typeof quiet === 'object' && quiet !== null && !Array.isArray(quiet);
  if (off.length === 0 && !isQuiet) return null;
  const kinds = off.map((kind) => t.settings.fields[`notifications.kinds.${kind}`].label).join(', ');
  return (
    <p>
      {off.length > 0 && <span>{t.healthScreen.alerts.off(kinds)}. </span>}
      {isQuiet && <span>{t.healthScreen.alerts.quiet(quiet.from, quiet.to)}. </span>}
      <a className="link" href={hrefOf('settings')}>
        {t.healthScreen.alerts.change}
      </a>
    </p>
  );
}
