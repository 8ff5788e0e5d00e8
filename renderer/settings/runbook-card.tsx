import { Button, Textarea, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react';
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { companion, textOf } from '../contract-client.ts';
import { t } from '../strings/texts.ts';
import { CopyField } from '../ui/copy-field.tsx';
import { Problem } from '../ui/problem.tsx';

const VARIABLE = /^\$[A-Za-z_][A-Za-z0-9_]*$/u;
const ASK_AFTER_MS = 200;

/** The values of a Halo runbook that disables accounts when a ticket is closed (reference: halo-api.md). */
export function RunbookCard() {
  const [customer, setCustomer] = useState('$CLIENT_REFERENCE');
  const [technician, setTechnician] = useState('$AGENT_EMAIL');
  const [input] = useDebouncedValue(
    { customerVariable: customer, technicianVariable: technician },
    ASK_AFTER_MS,
  );
  const areVariables = VARIABLE.test(input.customerVariable) && VARIABLE.test(input.technicianVariable);
  const runbook = useQuery(
    companion.jit.runbook.queryOptions({ input, enabled: areVariables, placeholderData: keepPreviousData }),
  );
  const wrong = (text: string) => (VARIABLE.test(text) ? undefined : t.settings.runbook.wrongVariable);
  const { values } = t.settings.runbook;
  return (
    <section className="surface card" aria-labelledby="section-runbook">
      <h3 id="section-runbook">{t.settings.sections.runbook}</h3>
      <p className="dim">{t.settings.sectionHelp.runbook}</p>
      <div className="runbook-variables">
        <TextInput
          label={t.settings.runbook.customer}
          value={customer}
          maxLength={100}
          error={wrong(customer)}
          onChange={(event) => setCustomer(event.currentTarget.value.trim())}
        />
        <TextInput
          label={t.settings.runbook.technician}
          description={t.settings.runbook.variableHelp}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          value={technician}
          maxLength={100}
          error={wrong(technician)}
          onChange={(event) => setTechnician(event.currentTarget.value.trim())}
        />
      </div>
      {runbook.error && <Problem text={textOf(runbook.error)} />}
      {runbook.data && (
        <div>
          <CopyField label={values.baseResource} value={runbook.data.baseResource} />
          <CopyField label={values.authorization} value="oAuth2" />
          <CopyField label={values.headerName} value="Authorization" />
          <CopyField label={values.headerPrefix} value="Bearer" />
          <CopyField label={values.grantType} value="Client credentials" />
          <CopyField label={values.tokenUrl} value={runbook.data.tokenUrl} />
          <p className="runbook-plain">
            <span className="dim">{values.credentials}</span> {values.credentialsValue}
          </p>
          <CopyField label={values.method} value={runbook.data.method} />
          <CopyField label={values.path} value={runbook.data.path} />
          <CopyField label={values.header} value={`Content-Type: ${runbook.data.contentType}`} />
          <CopyField label={values.body} value={runbook.data.body} />
        </div>
      )}
      <p>{t.settings.runbook.afterwards}</p>
      <RunbookCheck />
    </section>
  );
}

/** Compares what somebody entered in Halo with what the companion would send. */
function RunbookCheck() {
  const [url, setUrl] = useState('');
  const [contentType, setContentType] = useState('');
  const [body, setBody] = useState('');
  const check = useMutation(companion.jit.checkRunbook.mutationOptions());
  return (
    <details className="runbook-check">
      <summary>{t.settings.runbook.check}</summary>
      <form
        className="dialog-body"
        onSubmit={(event) => {
          event.preventDefault();
          check.mutate({ url, contentType, body });
        }}
      >
        <TextInput
          label={t.settings.runbook.checkUrl}
          value={url}
          maxLength={2_000}
          onChange={(event) => setUrl(event.currentTarget.value)}
        />
        <TextInput
          label={t.settings.runbook.checkType}
          value={contentType}
          maxLength={300}
          onChange={(event) => setContentType(event.currentTarget.value)}
        />
        <Textarea
          label={t.settings.runbook.checkBody}
          value={body}
          maxLength={5_000}
          rows={2}
          onChange={(event) => setBody(event.currentTarget.value)}
        />
        <Button type="submit" size="xs" variant="default" loading={check.isPending}>
          {t.settings.runbook.checkButton}
        </Button>
        <Problem text={check.error ? textOf(check.error) : null} />
        <ul role="status">
          {check.data?.map(({ part, fits, text }) => (
            <li key={part} className={`state ${fits ? 'good' : 'bad'}`}>
              {fits ? <IconCircleCheck aria-hidden size={15} /> : <IconAlertTriangle aria-hidden size={15} />}
              <span className="wrap">
                {t.settings.runbook.parts[part]}: {fits ? t.settings.runbook.fits : text}
              </span>
            </li>
          ))}
        </ul>
      </form>
    </details>
  );
}
