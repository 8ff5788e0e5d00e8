import { Button, Group, Modal, Stack, Text, TextInput, UnstyledButton } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ClientChoice } from '../../shared/contract.ts';
import { client, companion } from '../contract-client.ts';
import { en } from '../strings/en.ts';

interface Props {
  readonly customerKey: string;
  readonly name: string;
  readonly onClose: () => void;
}

/** Says which Halo client a customer is. The closest names come first; the choice can be undone. */
export function ClientDialog({ customerKey, name, onClose }: Props) {
  const [typed, setTyped] = useState(name);
  const [text] = useDebouncedValue(typed, 150);
  const found = useQuery({
    ...companion.mapping.findClients.queryOptions({ input: { text } }),
    placeholderData: keepPreviousData,
  });
  const assign = useMutation(companion.mapping.assign.mutationOptions());
  const choose = async (choice: ClientChoice) => {
    const answer = await assign.mutateAsync({ customerKey, haloClientId: choice.id });
    if (!answer.done) return;
    offerUndo(customerKey, en.mapped(name, choice.name));
    onClose();
  };
  const problem = assign.data?.done === false ? assign.data.text : assign.error?.message;
  const choices = found.data ?? [];
  return (
    <Modal opened onClose={onClose} title={en.chooseClientFor(name)} size="md">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          const [best] = choices;
          if (best) void choose(best);
        }}
      >
        <TextInput
          label={en.clientSearch}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          data-autofocus
        />
      </form>
      {problem && (
        <Text size="sm" role="alert" mt="xs">
          {problem}
        </Text>
      )}
      <Stack component="ul" className="rows" gap={4} mt="sm" mah={320} style={{ overflowY: 'auto' }}>
        {choices.map((choice) => (
          <li key={choice.id}>
            <UnstyledButton className="tile" w="100%" onClick={() => void choose(choice)}>
              <bdi>{choice.name}</bdi>{' '}
              <Text span size="xs" c="dimmed">
                #{choice.id}
              </Text>
            </UnstyledButton>
          </li>
        ))}
      </Stack>
      {found.data && choices.length === 0 && (
        <Text size="sm" c="dimmed">
          {en.noClients}
        </Text>
      )}
    </Modal>
  );
}

function offerUndo(customerKey: string, message: string): void {
  const undo = async (id: string) => {
    await client.mapping.unassign({ customerKey });
    notifications.update({ id, message: en.undone, autoClose: 4_000 });
  };
  const id = notifications.show({
    autoClose: 15_000,
    message: (
      <Group justify="space-between">
        <Text size="sm">{message}</Text>
        <Button size="compact-sm" variant="default" onClick={() => void undo(id)}>
          {en.undo}
        </Button>
      </Group>
    ),
  });
}
