import { Button, Group, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { en } from '../strings/en.ts';

/** Something could not be loaded: says so, and offers to try again. */
export function Failure({ text, onRetry }: { readonly text: string; readonly onRetry: () => void }) {
  return (
    <Group role="alert" p="md" gap="sm">
      <IconAlertTriangle aria-hidden size={20} />
      <Text size="sm" style={{ flex: 1 }}>
        {en.failed} {text}
      </Text>
      <Button size="xs" variant="default" onClick={onRetry}>
        {en.tryAgain}
      </Button>
    </Group>
  );
}
