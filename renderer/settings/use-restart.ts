import { useMutation } from '@tanstack/react-query';
import { companion, textOf } from '../contract-client.ts';
import { tellFailure } from '../ui/tell.ts';

/** Ends the companion and starts it again; says what to do where that is not up to it. */
export function useRestart() {
  return useMutation(
    companion.settings.restart.mutationOptions({
      onSuccess: ({ text }) => {
        if (text !== null) tellFailure(text);
      },
      onError: (error) => tellFailure(textOf(error)),
    }),
  );
}
