import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { Fragment } from 'react';
import { companion, isDesktop } from './contract-client.ts';
import { Frame } from './frame/frame.tsx';
import { ProxyDialog } from './frame/proxy-dialog.tsx';
import { questionsOfInbox } from './inbox/first-questions.ts';
import { LoadingPage } from './inbox/loading.tsx';
import { Announcer } from './ui/announcer.tsx';
import { ConnectionBanner } from './ui/connection-banner.tsx';
import { partOnDemand } from './ui/on-demand.tsx';
import { cssVariables, theme } from './ui/theme.ts';
import { useChanges } from './ui/use-changes.ts';
import { useDestinations } from './ui/use-destinations.ts';
import { useLanguage } from './ui/use-language.ts';
import { routeOf, useRoute } from './ui/use-route.ts';

const Panel = partOnDemand(async () => (await import('./panel/panel.tsx')).Panel);

const queryClient = new QueryClient({
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
]);

/** The style elements that Mantine adds have to carry the nonce of this page's content security policy. */
function styleNonce(): string {
  return document.querySelector('meta[name="csp-nonce"]')?.getAttribute('content') ?? '';
}

export function App() {
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariables}
      defaultColorScheme="auto"
      getStyleNonce={styleNonce}
    >
      <Notifications position="bottom-right" limit={3} />
      <QueryClientProvider client={queryClient}>
        <Page />
      </QueryClientProvider>
    </MantineProvider>
  );
}

function Page() {
  useChanges();
  const language = useLanguage();
  const { screen } = useRoute();
  if (screen === 'panel') {
    if (language === null) return null;
    return (
      <Fragment key={language}>
        <Panel />
        <Announcer />
      </Fragment>
    );
  }
  // Another language is another window: nothing that was written in the one before stays.
  return language === null ? <LoadingPage /> : <Window key={language} />;
}

/** The big window: the panel beside the tray goes nowhere else. */
function Window() {
  useDestinations();
  return (
    <>
      <ConnectionBanner />
      {isDesktop && <ProxyDialog />}
      <Frame />
      <Announcer />
    </>
  );
}
