import { Button, FileInput } from '@mantine/core';
import { IconUpload } from '@tabler/icons-react';
import { useState } from 'react';
import { type ImportLine, LARGEST_IMPORT } from '../../shared/contract/mapping.ts';
import { client, textOf } from '../contract-client.ts';
import { t } from '../strings/texts.ts';
import { announce } from '../ui/announcer.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Problem } from '../ui/problem.tsx';

const SHOWN = 200;
const MEGABYTE = 1_000_000;
/** What a person has to see first comes first. */
const ORDER = { 'not-possible': 0, 'would-change': 1, same: 2 } as const satisfies Record<
  ImportLine['verdict'],
  number
>;

interface Preview {
  readonly text: string;
  readonly lines: readonly ImportLine[];
}

/** A file is read, shown line by line as what it would change, and only then applied. */
export function ImportDialog({ onClose }: { readonly onClose: () => void }) {
  const [preview, setPreview] = useState<Preview | null>(null);
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const run = async (work: () => Promise<string | null>) => {
    setBusy(true);
    setProblem(await work().catch((error: Error) => textOf(error)));
    setBusy(false);
  };
  const read = (file: File | null) =>
    run(async () => {
      setPreview(null);
      if (file === null) return null;
      if (file.size > LARGEST_IMPORT) {
        return t.mappings.files.tooLarge(`${Math.ceil(file.size / MEGABYTE)} MB`);
      }
      const text = await file.text();
      const answer = await client.mapping.importCsv({ text, dryRun: true });
      if (answer.text !== null) return answer.text;
      setPreview({ text, lines: answer.lines });
      return null;
    });
  const apply = (text: string) =>
    run(async () => {
      const { result } = await client.mapping.importCsv({ text, dryRun: false });
      const refused = result?.refused ?? [];
      announce(t.mappings.files.applied(result?.changed ?? 0, refused.length));
      if (refused.length > 0)
        return refused
          .slice(0, 5)
          .map((one) => one.text)
          .join(' ');
      onClose();
      return null;
    });
  const changes = preview?.lines.filter(({ verdict }) => verdict === 'would-change').length ?? 0;
  return (
    <Dialog onClose={onClose} title={t.mappings.files.title} size="lg">
      <div className="dialog-body">
        <p className="dim">{t.mappings.files.help}</p>
        <FileInput
          label={t.mappings.files.field}
          accept=".csv,text/csv,text/plain"
          leftSection={<IconUpload aria-hidden size={15} />}
          onChange={(file) => void read(file)}
          data-autofocus
        />
        {isBusy && (
          <p role="status" className="dim">
            {t.mappings.files.reading}
          </p>
        )}
        <Problem text={problem} />
        {preview && <Lines lines={preview.lines} />}
        <div className="dialog-buttons">
          <Button variant="default" onClick={onClose}>
            {t.mappings.files.cancel}
          </Button>
          <Button
            disabled={changes === 0}
            loading={isBusy}
            onClick={() => preview && void apply(preview.text)}
          >
            {t.mappings.files.apply(changes)}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}

function Lines({ lines }: { readonly lines: readonly ImportLine[] }) {
  const count = (verdict: ImportLine['verdict']) => lines.filter((line) => line.verdict === verdict).length;
  const sorted = lines.toSorted((a, b) => ORDER[a.verdict] - ORDER[b.verdict] || a.line - b.line);
  return (
    <>
      <p role="status" className="strong">
        {t.mappings.files.summary(count('would-change'), count('same'), count('not-possible'))}
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls has to be reached by keyboard */}
      <ul className="accept-list" tabIndex={0} aria-label={t.mappings.files.title}>
        {sorted.slice(0, SHOWN).map((line) => (
          <li key={line.line} data-verdict={line.verdict}>
            <bdi className="wrap">{line.customer}</bdi>
            <span className="wrap">
              <strong>{t.mappings.files.verdicts[line.verdict]}</strong> · {line.text}
            </span>
            <span className="dim">{t.mappings.files.line(line.line)}</span>
          </li>
        ))}
        {lines.length > SHOWN && <li className="dim">{t.mappings.files.more(lines.length - SHOWN)}</li>}
      </ul>
    </>
  );
}
