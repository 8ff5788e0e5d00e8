import { useMutation, useQueryClient } from '@tanstack/react-query';
import { companion, textOf } from '../contract-client.ts';
import { tellFailure } from '../ui/tell.ts';

/** Remembers that somebody is in the middle of the guide, or wants to see it no more. */
export function useGuide() {
  const queries = useQueryClient();
  const change = useMutation(
    companion.settings.setGuide.mutationOptions({
      onSuccess: () => void queries.invalidateQueries(),
      onError: (error) => tellFailure(textOf(error)),
    }),
  );
  return { set: (state: 'open' | 'closed') => change.mutate({ state }) };
}
