import { Button, Checkbox, Radio, Textarea } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { RequestRow } from '../../shared/contract/requests.ts';
import { DecisionScope, ElevationType, type Verdict } from '../../shared/domain/elevation-request.ts';
import { companion, textOf } from '../contract-client.ts';
import { t } from '../strings/texts.ts';
import { announce } from '../ui/announcer.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Problem } from '../ui/problem.tsx';
import { DecideAbout } from './decide-about.tsx';
import { customerOf } from './names.ts';

const LONGEST_COMMENT = 1_000;

interface Props {
  /** As it stood when the dialog was opened. */
  readonly row: RequestRow;
  readonly verdict: Verdict;
  /** The id of the row that the focus goes back to. */
  readonly returnTo: string;
  readonly onClose: () => void;
}

/** Approve or deny, with every consequence in words. Whatever creates a rule has to be confirmed. */
export function DecideDialog({ row, verdict, returnTo, onClose }: Props) {
  const { request } = row;
  const [scope, setScope] = useState<DecisionScope>('once');
  const [elevationType, setElevationType] = useState<ElevationType>('admin');
  const [comment, setComment] = useState('');
  const [confirmed, setConfirmed] = useState<DecisionScope>('once');
  const decide = useMutation(
    companion.requests.decide.mutationOptions({
      onSuccess: ({ accepted }) => {
        if (!accepted) return;
        announce(t.decide.sent(t.request.verdict[verdict]));
        onClose();
      },
    }),
  );
  const customer = customerOf(request);
  const isOver = useIsOver(row);
  const isConfirmed = scope === 'once' || confirmed === scope;
  const submit = () => {
    if (!isConfirmed || isOver || decide.isPending) return;
    decide.mutate({
      requestId: request.id,
      verdict,
      scope,
      elevationType: verdict === 'approve' ? elevationType : null,
      comment: comment.trim() || null,
    });
  };
  return (
    <Dialog onClose={onClose} title={t.decide.title[verdict]} size="lg" returnTo={returnTo}>
      <form
        className="dialog-body"
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <DecideAbout row={row} />
        <ScopeChoice verdict={verdict} customer={customer} scope={scope} onScope={setScope} />
        {verdict === 'approve' && <ElevationChoice type={elevationType} onType={setElevationType} />}
        <Textarea
          size="sm"
          label={t.decide.comment}
          value={comment}
          maxLength={LONGEST_COMMENT}
          rows={2}
          onChange={(event) => setComment(event.currentTarget.value)}
        />
        {scope !== 'once' && (
          <Checkbox
            label={scope === 'tenant' ? t.decide.confirm.tenant(customer) : t.decide.confirm[scope]}
            description={isConfirmed ? undefined : t.decide.confirmFirst}
            checked={isConfirmed}
            onChange={(event) => setConfirmed(event.currentTarget.checked ? scope : 'once')}
          />
        )}
        <Problem
          text={isOver ? t.decide.gone : decide.error ? textOf(decide.error) : refusalOf(decide.data)}
        />
        <div className="dialog-buttons">
          <Button variant="default" size="sm" onClick={onClose}>
            {t.cancel}
          </Button>
          <Button type="submit" size="sm" loading={decide.isPending} disabled={!isConfirmed || isOver}>
            {t.decide.submit[verdict]}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** Somebody else may decide meanwhile; the request then leaves the list behind the dialog, so it is asked for itself. */
function useIsOver(row: RequestRow): boolean {
  const found = useQuery(companion.requests.get.queryOptions({ input: { requestId: row.request.id } }));
  const now = found.data ?? row;
  return now.request.status !== 'pending' || now.decision !== null;
}

interface ScopeProps {
  readonly verdict: Verdict;
  readonly customer: string;
  readonly scope: DecisionScope;
  readonly onScope: (scope: DecisionScope) => void;
}

function ScopeChoice({ verdict, customer, scope, onScope }: ScopeProps) {
  const help = t.decide.scopeHelp[verdict];
  return (
    <Radio.Group
      label={t.decide.scope}
      value={scope}
      onChange={(value) => onScope(DecisionScope.catch('once').parse(value))}
    >
      <div className="dialog-choices">
        {DecisionScope.options.map((one) => (
          <Radio
            key={one}
            value={one}
            size="xs"
            label={t.decide.scopes[one]}
            description={one === 'tenant' ? help.tenant(customer) : help[one]}
            {...(one === 'once' && { 'data-autofocus': true })}
          />
        ))}
      </div>
    </Radio.Group>
  );
}

interface ElevationProps {
  readonly type: ElevationType;
  readonly onType: (type: ElevationType) => void;
}

function ElevationChoice({ type, onType }: ElevationProps) {
  return (
    <Radio.Group
      label={t.decide.elevation}
      value={type}
      onChange={(value) => onType(ElevationType.catch('admin').parse(value))}
    >
      <div className="dialog-choices">
        {ElevationType.options.map((one) => (
          <Radio
            key={one}
            value={one}
            size="xs"
            label={t.decide.elevations[one]}
            description={t.decide.elevationHelp[one]}
          />
        ))}
      </div>
    </Radio.Group>
  );
}

function refusalOf(answer: { accepted: boolean; text: string | null } | undefined): string | null {
  return answer === undefined || answer.accepted ? null : (answer.text ?? t.decide.refused);
}
