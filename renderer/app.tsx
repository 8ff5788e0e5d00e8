import { Alert, MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { IconPlugConnectedX } from '@tabler/icons-react';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import { connection } from './contract-client.ts';
import { Inbox } from './inbox/inbox.tsx';
import { en } from './strings/en.ts';
import { cssVariables, theme } from './ui/theme.ts';
import { useChanges } from './ui/use-changes.ts';

const queryClient = new QueryClient({
  // What changes is announced; asking again at every focus would only flicker.
  defaultOptions: { queries: { staleTime: 30_000, refetchOnWindowFocus: false, retry: 1 } },
});

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
      <Notifications position="bottom-right" />
      <QueryClientProvider client={queryClient}>
        <Window />
      </QueryClientProvider>
    </MantineProvider>
  );
}

function Window() {
  useChanges();
  const state = useSyncExternalStore(connection.subscribe, connection.state);
  return (
    <main className="page">
      {state === 'lost' && (
        <Alert
          color="red.9"
          variant="filled"
          mb="sm"
          icon={<IconPlugConnectedX aria-hidden />}
          title={en.connectionLost}
        >
          {en.connectionLostHelp}
        </Alert>
      )}
      <Inbox />
    </main>
  );
}
