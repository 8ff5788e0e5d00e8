import { IconAlertTriangle } from '@tabler/icons-react';

/** Why something in a dialog did not work; nothing while it did. */
export function Problem({ text }: { readonly text: string | null }) {
  if (text === null) return null;
  return (
    <p className="problem" role="alert">
      <IconAlertTriangle aria-hidden size={16} /> <span className="wrap">{text}</span>
    </p>
  );
}
