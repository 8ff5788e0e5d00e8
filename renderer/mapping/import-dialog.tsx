import { IconUpload } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { type ChoiceOrder, type ImportLine, LARGEST_IMPORT } from '../../shared/contract/mapping.ts';
import { client, textOf } from '../contract-client.ts';
import { t } from '../strings/texts.ts';
import { announce } from '../ui/announcer.tsx';
import { FileField } from '../ui/file-field.tsx';
import { Problem } from '../ui/problem.tsx';
import { OrdersDialog, OrdersPreview } from './orders-dialog.tsx';
import { useOrders } from './use-orders.ts';

const MEGABYTE = 1_000_000;
/** What a person has to see first comes first. */
const ORDER = { 'not-possible': 0, 'would-change': 1, same: 2 } as const satisfies Record<
  ImportLine['verdict'],
  number
>;

interface Preview {
  readonly lines: readonly ImportLine[];
  readonly orders: readonly ChoiceOrder[];
}

/** A file is read, shown line by line as what it would change, and only then applied. */
export function ImportDialog({ onClose }: { readonly onClose: () => void }) {
  const { preview, isReading, problem, setProblem, read, readAgain } = usePreview();
  const orders = useOrders();
  const apply = async (wanted: readonly ChoiceOrder[]) => {
    setProblem(null);
    const carried = await orders.carryOut(wanted);
    if (carried.problem !== null) {
      // What was previewed is so no longer. Reading waits for a connection.
      void readAgain();
      return setProblem(carried.problem);
    }
    announce(t.mappings.files.applied(carried.changed, 0));
    onClose();
  };
  const changes = preview?.orders.length ?? 0;
  return (
    <OrdersDialog
      title={t.mappings.files.title}
      orders={orders}
      onClose={onClose}
      button={{
        label: t.mappings.files.apply(changes),
        isPossible: changes > 0,
        isBusy: isReading,
        onClick: () => preview && void apply(preview.orders),
      }}
    >
      <p className="dim">{t.mappings.files.help}</p>
      <FileField
        label={t.mappings.files.field}
        accept=".csv,text/csv,text/plain"
        leftSection={<IconUpload aria-hidden size={15} />}
        onFile={(file) => void read(file)}
      />
      {isReading && (
        <p role="status" className="dim">
          {t.mappings.files.reading}
        </p>
      )}
      <Problem text={problem} />
      {preview && <Lines lines={preview.lines} />}
    </OrdersDialog>
  );
}

/** The file that was chosen last, read; an answer about an earlier one comes too late. */
function usePreview() {
  const [preview, setPreview] = useState<Preview | null>(null);
  const [isReading, setReading] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const last = useRef<File | null>(null);
  const read = async (file: File | null) => {
    last.current = file;
    setPreview(null);
    setProblem(null);
    setReading(file !== null);
    if (file === null) return;
    const plan = await planOf(file);
    if (last.current !== file) return;
    setReading(false);
    if (typeof plan === 'string') setProblem(plan);
    else setPreview(plan);
  };
  return { preview, isReading, problem, setProblem, read, readAgain: () => read(last.current) };
}

/** What the file asks for; in words, where it cannot be read. */
async function planOf(file: File): Promise<Preview | string> {
  if (file.size > LARGEST_IMPORT) {
    return t.mappings.files.tooLarge(`${Math.ceil(file.size / MEGABYTE)} MB`);
  }
  const text = await file.text().catch(() => null);
  if (text === null) return t.mappings.files.unreadable;
  return await client.mapping.planImport({ text }).then(
    (plan) => plan.text ?? { lines: plan.lines, orders: plan.orders },
    (error: Error) => textOf(error),
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
      <OrdersPreview label={t.mappings.files.title} rows={sorted}>
        {(line) => (
          <li key={line.line} data-verdict={line.verdict}>
            <bdi className="wrap">{line.customer}</bdi>
            <span className="wrap">
              <strong>{t.mappings.files.verdicts[line.verdict]}</strong> · {line.text}
            </span>
            <span className="dim">{t.mappings.files.line(line.line)}</span>
          </li>
        )}
      </OrdersPreview>
    </>
  );
}
