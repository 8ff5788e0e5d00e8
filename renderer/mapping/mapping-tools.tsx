import { ActionIcon, Button, Menu } from '@mantine/core';
import {
  IconArrowBackUp,
  IconArrowForwardUp,
  IconChecks,
  IconDots,
  IconDownload,
  IconExternalLink,
  IconUpload,
} from '@tabler/icons-react';
import { useState } from 'react';
import type { MappingPage } from '../../shared/contract/mapping.ts';
import { client, textOf } from '../contract-client.ts';
import { t } from '../strings/texts.ts';
import { dialogOnDemand } from '../ui/on-demand.tsx';
import { saveFile } from '../ui/save-file.ts';
import { tellFailure } from '../ui/tell.ts';
import type { MappingActions } from './use-mapping-actions.ts';

const AcceptDialog = dialogOnDemand(async () => (await import('./accept-dialog.tsx')).AcceptDialog);
const ImportDialog = dialogOnDemand(async () => (await import('./import-dialog.tsx')).ImportDialog);
const TabDialog = dialogOnDemand(async () => (await import('./tab-dialog.tsx')).TabDialog);

/** What is done to many customers at once, and the way back. */
export function MappingTools({
  page,
  actions,
}: {
  readonly page: MappingPage | undefined;
  readonly actions: MappingActions;
}) {
  const [open, setOpen] = useState<'accept' | 'import' | 'tab' | null>(null);
  const close = () => setOpen(null);
  const hasOpen = (page?.counts.open ?? 0) > 0;
  return (
    <div className="mapping-tools">
      <Turn what={page?.undo ?? null} isBack onTurn={actions.undo} />
      <Turn what={page?.redo ?? null} isBack={false} onTurn={actions.redo} />
      <Button
        size="xs"
        variant={hasOpen ? 'filled' : 'default'}
        leftSection={<IconChecks aria-hidden size={15} />}
        onClick={() => setOpen('accept')}
      >
        {t.mappings.bulk.button}
      </Button>
      <Menu position="bottom-end" withinPortal={false} shadow="md">
        <Menu.Target>
          <ActionIcon variant="default" size={30} aria-label={t.mappings.files.button}>
            <IconDots aria-hidden size={16} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconDownload aria-hidden size={15} />} onClick={() => void exportAll()}>
            {t.mappings.files.exportButton}
          </Menu.Item>
          <Menu.Item leftSection={<IconUpload aria-hidden size={15} />} onClick={() => setOpen('import')}>
            {t.mappings.files.importButton}
          </Menu.Item>
          <Menu.Item leftSection={<IconExternalLink aria-hidden size={15} />} onClick={() => setOpen('tab')}>
            {t.mappings.files.tabButton}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {open === 'accept' && <AcceptDialog onClose={close} />}
      {open === 'import' && <ImportDialog onClose={close} />}
      {open === 'tab' && page && <TabDialog url={page.customTabUrl} onClose={close} />}
    </div>
  );
}

function Turn({
  what,
  isBack,
  onTurn,
}: {
  readonly what: string | null;
  readonly isBack: boolean;
  readonly onTurn: () => void;
}) {
  const nothing = isBack ? t.mappings.nothingToUndo : t.mappings.nothingToRedo;
  const label = what === null ? nothing : (isBack ? t.mappings.undoWhat : t.mappings.redoWhat)(what);
  const Icon = isBack ? IconArrowBackUp : IconArrowForwardUp;
  return (
    <ActionIcon
      variant="default"
      size={30}
      aria-label={label}
      title={label}
      disabled={what === null}
      onClick={onTurn}
    >
      <Icon aria-hidden size={16} />
    </ActionIcon>
  );
}

async function exportAll(): Promise<void> {
  await client.mapping.exportCsv().then(
    ({ text }) => saveFile('mapping', 'csv', text),
    (error: Error) => tellFailure(textOf(error)),
  );
}
