import { t } from '../strings/texts.ts';
import { CopyField } from '../ui/copy-field.tsx';
import { Dialog } from '../ui/dialog.tsx';

/** What to enter in Halo so that a ticket has a tab with its customer in idemeum (reference: halo-api.md). */
export function TabDialog({ url, onClose }: { readonly url: string; readonly onClose: () => void }) {
  return (
    <Dialog onClose={onClose} title={t.mappings.tab.title} size="lg">
      <div className="dialog-body">
        <p>{t.mappings.tab.help}</p>
        <CopyField label={t.mappings.tab.url} value={url} />
        <p className="dim">{t.mappings.tab.check}</p>
      </div>
    </Dialog>
  );
}
