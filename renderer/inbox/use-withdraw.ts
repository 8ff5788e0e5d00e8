import { useMutation } from '@tanstack/react-query';
import { companion, textOf } from '../contract-client.ts';
import { t } from '../strings/texts.ts';
import { announce } from '../ui/announcer.tsx';
import { tellFailure } from '../ui/tell.ts';

/** Takes a decision back that has not been sent. */
export function useWithdraw() {
  return useMutation(
    companion.requests.withdraw.mutationOptions({
      onSuccess: ({ done, text }) =>
        done ? announce(t.decide.withdrawn) : tellFailure(text ?? t.decide.notWithdrawn),
      onError: (error) => tellFailure(textOf(error)),
    }),
  );
}
