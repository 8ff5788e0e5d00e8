import { Button, CopyButton, Textarea } from '@mantine/core';
import { IconCheck, IconCopy, IconFileText } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { companion, isDesktop, textOf } from '../contract-client.ts';
import { t } from '../strings/texts.ts';
import { Problem } from '../ui/problem.tsx';
import { openInDesktop } from '../ui/safe-link.tsx';

/** A report for somebody who helps: made when it is wanted, read, and only then copied. */
export function ReportCard() {
  const report = useMutation(companion.health.report.mutationOptions());
  const text = report.data?.text ?? null;
  return (
    <section className="surface card" aria-labelledby="health-report">
      <h3 id="health-report">{t.healthScreen.report.title}</h3>
      <p className="dim">{t.healthScreen.report.help}</p>
      <div className="card-buttons">
        <Button size="xs" variant="default" loading={report.isPending} onClick={() => report.mutate({})}>
          {t.healthScreen.report.make}
        </Button>
        {isDesktop && (
          <Button
            size="xs"
            variant="default"
            leftSection={<IconFileText aria-hidden size={15} />}
            onClick={() => void openInDesktop({ what: 'log' })}
          >
            {t.healthScreen.report.log}
          </Button>
        )}
        {text !== null && <CopyReport text={text} />}
      </div>
      <Problem text={report.error ? textOf(report.error) : null} />
      {text !== null && (
        <Textarea
          aria-label={t.healthScreen.report.text}
          value={text}
          readOnly
          rows={14}
          className="report-text"
        />
      )}
    </section>
  );
}

function CopyReport({ text }: { readonly text: string }) {
  return (
    <CopyButton value={text}>
      {({ copied, copy }) => (
        <Button
          size="xs"
          leftSection={copied ? <IconCheck aria-hidden size={15} /> : <IconCopy aria-hidden size={15} />}
          onClick={copy}
        >
          {copied ? t.healthScreen.report.copied : t.healthScreen.report.copy}
        </Button>
      )}
    </CopyButton>
  );
}
