import { Button } from '@mantine/core';
import { IconShieldCheck } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { companion, textOf } from '../contract-client.ts';
import { t } from '../strings/texts.ts';
import { tellFailure } from '../ui/tell.ts';

/** Checks that nobody has altered the record of what was done, and says what was found. */
export function VerifyRecord() {
  const verify = useMutation(
    companion.activity.verify.mutationOptions({ onError: (error) => tellFailure(textOf(error)) }),
  );
  return (
    <>
      <Button
        size="compact-sm"
        variant="default"
        leftSection={<IconShieldCheck aria-hidden size={14} />}
        loading={verify.isPending}
        onClick={() => verify.mutate({})}
      >
        {t.activity.timeline.verify}
      </Button>
      <span role="status" className={verify.data?.whole === false ? 'bad' : 'good'}>
        {verify.data?.text}
      </span>
    </>
  );
}
