import { Button, Checkbox, Group, Modal, Radio, Stack, Text, Textarea } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { DecisionScope, ElevationType } from '../../shared/domain/elevation-request.ts';
import { companion } from '../contract-client.ts';
import { en } from '../strings/en.ts';
import type { OpenDecision } from './open-decision.ts';

const SCOPES: readonly DecisionScope[] = ['once', 'tenant', 'all-customers'];
const ELEVATIONS: readonly ElevationType[] = ['admin', 'user'];

/** Approve or deny, with every consequence in words. Anything beyond once has to be confirmed. */
export function DecisionDialog({
  decision,
  onClose,
}: {
  readonly decision: OpenDecision;
  readonly onClose: () => void;
}) {
  const { row, verdict } = decision;
  const { request } = row;
  const [scope, setScope] = useState<DecisionScope>('once');
  const [elevationType, setElevationType] = useState<ElevationType>('admin');
  const [comment, setComment] = useState('');
  const [confirmed, setConfirmed] = useState(false);
  const decide = useMutation(
    companion.requests.decide.mutationOptions({ onSuccess: (answer) => answer.accepted && onClose() }),
  );
  const customer = request.customerDisplayName ?? request.customerName ?? '';
  const refusal = decide.data?.accepted === false ? decide.data.text : decide.error?.message;
  const submit = () =>
    decide.mutate({
      requestId: request.id,
      verdict,
      scope,
      elevationType: verdict === 'approve' ? elevationType : null,
      comment: comment.trim() === '' ? null : comment,
    });
  return (
    <Modal opened onClose={onClose} title={verdict === 'approve' ? en.approveTitle : en.denyTitle} size="md">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <Stack gap="md">
          <Text size="sm">
            <bdi>{request.userName ?? request.userEmail ?? en.somebody}</bdi> {en.wantsToRun}{' '}
            <b>
              <bdi>{request.application ?? request.fileName ?? en.anApplication}</bdi>
            </b>{' '}
            {en.on} <bdi>{request.device ?? en.unknownDevice}</bdi>
          </Text>
          <Radio.Group label={en.scopeLabel} value={scope} onChange={(value) => setScope(toScope(value))}>
            <Stack gap="xs" mt={6}>
              {SCOPES.map((one, index) => (
                <Radio
                  key={one}
                  value={one}
                  label={en.scopeNames[one]}
                  description={one === 'tenant' ? en.scopeHelp.tenant(customer) : en.scopeHelp[one]}
                  data-autofocus={index === 0 || undefined}
                />
              ))}
            </Stack>
          </Radio.Group>
          {verdict === 'approve' && (
            <Radio.Group
              label={en.elevationLabel}
              value={elevationType}
              onChange={(value) => setElevationType(value === 'user' ? 'user' : 'admin')}
            >
              <Stack gap="xs" mt={6}>
                {ELEVATIONS.map((one) => (
                  <Radio key={one} value={one} label={en.elevation[one]} />
                ))}
              </Stack>
            </Radio.Group>
          )}
          <Textarea
            label={en.comment}
            value={comment}
            maxLength={1000}
            autosize
            minRows={1}
            maxRows={4}
            onChange={(event) => setComment(event.currentTarget.value)}
          />
          {scope !== 'once' && (
            <Checkbox
              label={en.confirmRule}
              checked={confirmed}
              onChange={(event) => setConfirmed(event.currentTarget.checked)}
            />
          )}
          {refusal && (
            <Text size="sm" role="alert">
              {refusal}
            </Text>
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {en.cancel}
            </Button>
            <Button type="submit" loading={decide.isPending} disabled={scope !== 'once' && !confirmed}>
              {en.verdicts[verdict]}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

function toScope(value: string): DecisionScope {
  return SCOPES.find((scope) => scope === value) ?? 'once';
}
