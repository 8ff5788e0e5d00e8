import { Kbd } from '@mantine/core';
import { t } from '../strings/texts.ts';
import { Dialog } from '../ui/dialog.tsx';

export function KeysDialog({ onClose }: { readonly onClose: () => void }) {
  return (
    <Dialog onClose={onClose} title={t.keys.title} size="xs">
      <dl className="pairs">
        {t.keys.list.map(([key, meaning]) => (
          <div key={key} className="pair">
            <dt>
              <Kbd>{key}</Kbd>
            </dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
