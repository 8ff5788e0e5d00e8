import { Button } from '@mantine/core';
import { IconDownload, IconUpload } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { LARGEST_SETTINGS } from '../../shared/contract/settings.ts';
import { client, textOf } from '../contract-client.ts';
import { t } from '../strings/texts.ts';
import { announce } from '../ui/announcer.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { FileField } from '../ui/file-field.tsx';
import { Problem } from '../ui/problem.tsx';
import { saveFile } from '../ui/save-file.ts';
import { tellFailure } from '../ui/tell.ts';

/** What was set, as a file and back. */
export function SettingsFile() {
  const [isImporting, setImporting] = useState(false);
  const exportAll = () =>
    client.settings.exportText().then(
      ({ text }) => saveFile('idemeum-companion-settings', 'json', text),
      (error: Error) => tellFailure(textOf(error)),
    );
  return (
    <section className="surface card" aria-labelledby="section-file">
      <h3 id="section-file">{t.settings.sections.file}</h3>
      <p className="dim">{t.settings.sectionHelp.file}</p>
      <div className="card-buttons">
        <Button
          size="xs"
          variant="default"
          leftSection={<IconDownload aria-hidden size={15} />}
          onClick={() => void exportAll()}
        >
          {t.settings.file.export}
        </Button>
        <Button
          size="xs"
          variant="default"
          leftSection={<IconUpload aria-hidden size={15} />}
          onClick={() => setImporting(true)}
        >
          {t.settings.file.import}
        </Button>
      </div>
      {isImporting && <ImportSettings onClose={() => setImporting(false)} />}
    </section>
  );
}

interface Found {
  readonly text: string;
  readonly changes: readonly string[];
  readonly findings: readonly string[];
}

function ImportSettings({ onClose }: { readonly onClose: () => void }) {
  const queries = useQueryClient();
  const [found, setFound] = useState<Found | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const read = async (file: File | null) => {
    setFound(null);
    setProblem(null);
    if (file === null) return;
    if (file.size > LARGEST_SETTINGS) return setProblem(t.settings.file.tooLarge);
    const text = await file.text();
    await client.settings.importText({ text, dryRun: true }).then(
      (answer) => setFound({ text, ...answer }),
      (error: Error) => setProblem(textOf(error)),
    );
  };
  const apply = async (text: string) => {
    await client.settings.importText({ text, dryRun: false }).then(
      async () => {
        announce(t.settings.file.done);
        await queries.invalidateQueries();
        onClose();
      },
      (error: Error) => setProblem(textOf(error)),
    );
  };
  const isUsable = found !== null && found.changes.length > 0;
  return (
    <Dialog onClose={onClose} title={t.settings.file.importTitle} size="md">
      <div className="dialog-body">
        <FileField
          label={t.settings.file.field}
          accept=".json,application/json"
          onFile={(file) => void read(file)}
        />
        <Problem text={problem} />
        {found && found.findings.length > 0 && (
          <div role="alert">
            <p className="bad">{t.settings.file.wrong}</p>
            <Paths paths={found.findings} />
          </div>
        )}
        {found && found.findings.length === 0 && (
          <div role="status">
            <p className="strong">{t.settings.file.would(found.changes.length)}</p>
            <Paths paths={found.changes} />
          </div>
        )}
        <div className="dialog-buttons">
          <Button variant="default" onClick={onClose}>
            {t.cancel}
          </Button>
          <Button disabled={!isUsable} onClick={() => found && void apply(found.text)}>
            {t.settings.file.apply}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}

function Paths({ paths }: { readonly paths: readonly string[] }) {
  return (
    <ul className="settings-paths">
      {paths.map((path) => (
        <li key={path} className="wrap">
          <code>{path}</code>
        </li>
      ))}
    </ul>
  );
}
