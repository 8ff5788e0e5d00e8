import { QueryClient } from '@tanstack/react-query';
import { companion } from './contract-client.ts';
import { questionsOfInbox } from './inbox/first-questions.ts';
import { languageFor, speak } from './strings/texts.ts';
import { routeOf } from './ui/route.ts';

/** All that the window was told by the companion. */
export const queryClient = new QueryClient({
  defaultOptions: {
    // Whatever changes is announced; asking again at every focus would only flicker. And the companion is on this
    // computer: whether the network is up says nothing about it.
    queries: { staleTime: 30_000, refetchOnWindowFocus: false, retry: 1, networkMode: 'always' },
    mutations: { networkMode: 'always' },
  },
});

/**
 * What every window shows first, asked for before anything is drawn. The overview comes last: what was asked before it is
 * there by then. What fails is asked for again, and said to have failed, where it is shown.
 */
export const firstAnswers: Promise<unknown> = Promise.allSettled([
  ...(routeOf(location.hash).screen === 'requests' ? questionsOfInbox(queryClient) : []),
  queryClient.query(companion.companion.overview.queryOptions({ input: {} })),
  speak(languageFor('system', navigator.languages)),
]);
