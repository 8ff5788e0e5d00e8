import { Kbd, Modal, Table } from '@mantine/core';
import { en } from '../strings/en.ts';

/** What the keyboard does. */
export function ShortcutsDialog({ onClose }: { readonly onClose: () => void }) {
  return (
    <Modal opened onClose={onClose} title={en.shortcuts} size="sm">
      <Table>
        <Table.Tbody>
          {en.shortcutList.map(([keys, what]) => (
            <Table.Tr key={keys}>
              <Table.Td>
                <Kbd>{keys}</Kbd>
              </Table.Td>
              <Table.Td>{what}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Modal>
  );
}
