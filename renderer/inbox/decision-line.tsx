import {
  IconAlertTriangle,
  IconCircleCheckFilled,
  IconCircleXFilled,
  IconClockX,
  IconSend,
} from '@tabler/icons-react';
import type { RequestRow } from '../../shared/contract/requests.ts';
import type { ElevationRequest } from '../../shared/domain/elevation-request.ts';
import { en } from '../strings/en.ts';
import { When } from '../ui/time.tsx';

const LOOKS = {
  pending: { icon: IconSend, tone: 'info' },
  approved: { icon: IconCircleCheckFilled, tone: 'good' },
  denied: { icon: IconCircleXFilled, tone: 'bad' },
  expired: { icon: IconClockX, tone: 'dim' },
  cancelled: { icon: IconClockX, tone: 'dim' },
} as const;

/** A decision that is on its way, or how the request ended: verdict, scope, who and when. */
export function DecisionLine({ row }: { readonly row: RequestRow }) {
  if (row.decision !== null) return <OnItsWay decision={row.decision} />;
  if (row.request.status === 'pending') return null;
  return <Decided request={row.request} />;
}

function OnItsWay({ decision }: { readonly decision: NonNullable<RequestRow['decision']> }) {
  const isStuck = decision.state === 'parked';
  const Icon = isStuck ? IconAlertTriangle : IconSend;
  const what = `${en.request.verdict[decision.verdict]} ${en.request.scope[decision.scope]}`;
  return (
    <div>
      <span className={`state ${isStuck ? 'bad' : 'info'}`}>
        <Icon aria-hidden size={15} /> <span>{en.request.sending[decision.state](what)}</span>
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
          {en.request.status[status]}
          {isVerdict && decision.scope !== null && ` ${en.request.scope[decision.scope]}`}
        </strong>
      </span>
      <p className="clamp dim" title={byWhom ?? undefined}>
        {isVerdict && (
          <>
            {byWhom === null ? en.request.byRule : <bdi>{en.request.by(byWhom)}</bdi>}
            {at !== null && ' · '}
          </>
        )}
        {at !== null && <When at={at} />}
      </p>
    </div>
  );
}
