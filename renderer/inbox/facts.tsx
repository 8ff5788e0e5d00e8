import type { ReactNode } from 'react';
import { t } from '../strings/texts.ts';
import { CopyIcon } from '../ui/copy-icon.tsx';

export interface Fact {
  readonly label: string;
  readonly value: string | null | undefined;
  /** It is looked up elsewhere, letter by letter. */
  readonly isCode?: boolean;
}

/** What is known, each under its name; what is not known says so. */
export function Facts({
  facts,
  children,
}: {
  readonly facts: readonly Fact[];
  readonly children?: ReactNode;
}) {
  return (
    <dl className="pairs">
      {facts.map(({ label, value, isCode = false }) => (
        <div key={label} className="pair">
          <dt>{label}</dt>
          <dd>
            {!value && <span className="dim">{t.fields.notKnown}</span>}
            {value && <bdi className={isCode ? 'code' : undefined}>{value}</bdi>}
            {value && isCode && <CopyIcon label={label} value={value} />}
          </dd>
        </div>
      ))}
      {children}
    </dl>
  );
}
