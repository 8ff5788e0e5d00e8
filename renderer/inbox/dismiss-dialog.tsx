import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { ParkedRow } from '../../shared/contract.ts';
import { companion } from '../contract-client.ts';
import { en } from '../strings/en.ts';

/** Giving up on a parked step has a consequence, and it is said before. */
export function DismissDialog({ row, onClose }: { readonly row: ParkedRow; readonly onClose: () => void }) {
  const dismiss = useMutation(companion.outbox.dismiss.mutationOptions({ onSuccess: onClose }));
  return (
    <Modal opened onClose={onClose} title={en.dismissTitle} size="sm">
      <Stack gap="md">
        <Text size="sm" fw={600}>
          <bdi>{row.title}</bdi>
        </Text>
        <Text size="sm">{en.dismissText}</Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose} data-autofocus>
            {en.keep}
          </Button>
          <Button
            color="red"
            loading={dismiss.isPending}
            onClick={() => dismiss.mutate({ id: row.entry.id })}
          >
            {en.dismiss}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
