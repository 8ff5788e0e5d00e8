import { Button } from '@mantine/core';
import {
  IconAlertTriangle,
  IconCircleCheckFilled,
  IconCircleXFilled,
  IconClockX,
  IconSend,
} from '@tabler/icons-react';
import type { RequestRow } from '../../shared/contract/requests.ts';
import type { ElevationRequest } from '../../shared/domain/elevation-request.ts';
import { t } from '../strings/texts.ts';
import { useSecondsUntil, When } from '../ui/time.tsx';
import { applicationOf, personOf } from './names.ts';
import { useWithdraw } from './use-withdraw.ts';

const LOOKS = {
  pending: { icon: IconSend, tone: 'info' },
  approved: { icon: IconCircleCheckFilled, tone: 'good' },
  denied: { icon: IconCircleXFilled, tone: 'bad' },
  expired: { icon: IconClockX, tone: 'dim' },
  cancelled: { icon: IconClockX, tone: 'dim' },
} as const;

/** A decision that is on its way, or how the request ended: verdict, scope, who and when. */
export function DecisionLine({ row }: { readonly row: RequestRow }) {
  if (row.decision?.undoUntil != null) return <Undoable row={row} decision={row.decision} />;
  if (row.decision !== null) return <OnItsWay decision={row.decision} />;
  if (row.request.status === 'pending') return null;
  return <Decided request={row.request} />;
}

/** For a few seconds nothing of it has left: time for second thoughts. */
function Undoable({ row, decision }: { readonly row: RequestRow; readonly decision: RequestDecision }) {
  const seconds = useSecondsUntil(decision.undoUntil ?? 0);
  const undo = useWithdraw();
  const what = `${t.request.verdict[decision.verdict]} ${t.request.scope[decision.scope]}`;
  return (
    <div className="row-buttons">
      <span className="state info">
        <IconSend aria-hidden size={15} /> <span>{t.request.sentIn(what, seconds)}</span>
      </span>
      <Button
        size="compact-sm"
        variant="default"
        loading={undo.isPending}
        aria-label={`${t.request.undo}: ${personOf(row.request)}, ${applicationOf(row.request)}`}
        onClick={() => undo.mutate({ requestId: row.request.id })}
      >
        {t.request.undo}
      </Button>
    </div>
  );
}

type RequestDecision = NonNullable<RequestRow['decision']>;

function OnItsWay({ decision }: { readonly decision: RequestDecision }) {
  const isStuck = decision.state === 'parked';
  const Icon = isStuck ? IconAlertTriangle : IconSend;
  const what = `${t.request.verdict[decision.verdict]} ${t.request.scope[decision.scope]}`;
  return (
    <div>
      <span className={`state ${isStuck ? 'bad' : 'info'}`}>
        <Icon aria-hidden size={15} /> <span>{t.request.sending[decision.state](what)}</span>
      </span>
      {decision.text !== null && (
        <p className="clamp dim" title={decision.text}>
          <bdi>{decision.text}</bdi>
        </p>
      )}
    </div>
  );
}

function Decided({ request }: { readonly request: ElevationRequest }) {
  const { decision, status } = request;
  const { icon: Icon, tone } = LOOKS[status];
  const byWhom = decision.byName ?? decision.byEmail;
  const at = decision.at ?? request.updatedAt;
  const isVerdict = status === 'approved' || status === 'denied';
  return (
    <div>
      <span className={`state ${tone}`}>
        <Icon aria-hidden size={15} />
        <strong>
          {t.request.status[status]}
          {isVerdict && decision.scope !== null && ` ${t.request.scope[decision.scope]}`}
        </strong>
      </span>
      <p className="clamp dim" title={byWhom ?? undefined}>
        {isVerdict && (
          <>
            {byWhom === null ? t.request.byRule : <bdi>{t.request.by(byWhom)}</bdi>}
            {at !== null && ' · '}
          </>
        )}
        {at !== null && <When at={at} />}
      </p>
    </div>
  );
}
