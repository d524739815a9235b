'use client';
import { parseClientError } from '@toster/contracts/errors';
import { CircleCheck } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { JSON_HEADERS } from '#trpc/headers.ts';
import { Button } from '#ui/button.tsx';
import { Field, TextArea, TextInput } from '#ui/field.tsx';

type FieldName = 'contact' | 'affected' | 'description';
type Problem = 'offline' | 'tooMany' | 'unavailable';
type Filed = { readonly caseId: string; readonly dueAt: string };

/** What the API takes: ZSecurityReportInput. Checked by hand, because this page is for everybody and loads quickly. */
const SOUND: Readonly<Record<FieldName, (text: string) => boolean>> = {
  contact: (text) => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text) && text.length <= 254,
  affected: (text) => text.length >= 1 && text.length <= 200,
  description: (text) => text.length >= 20 && text.length <= 10_000,
};
const NAMES = ['contact', 'affected', 'description'] as const;

/** Takes a report from anybody and answers with its case. Nothing that was typed is lost when it fails. */
export function ReportForm() {
  const t = useTranslations('security.report');
  const form = useRef<HTMLFormElement>(null);
  const [wrong, setWrong] = useState<readonly FieldName[]>([]);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [pending, setPending] = useState(false);
  const [filed, setFiled] = useState<Filed | null>(null);
  const done = useRef<HTMLDivElement>(null);
  useEffect(() => done.current?.focus(), [filed]);

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (pending) return;
    const data = new FormData(event.currentTarget);
    const textOf = (name: FieldName) => {
      const value = data.get(name);
      return typeof value === 'string' ? value.trim() : '';
    };
    const values = {
      contact: textOf('contact'),
      affected: textOf('affected'),
      description: textOf('description'),
    };
    const unsound = NAMES.filter((name) => !SOUND[name](values[name]));
    setWrong(unsound);
    setProblem(null);
    const [first] = unsound;
    if (first !== undefined) {
      const field = form.current?.elements.namedItem(first);
      return field instanceof HTMLElement ? field.focus() : undefined;
    }
    setPending(true);
    const answer = await send(values);
    setPending(false);
    if (typeof answer === 'string') setProblem(answer);
    else setFiled(answer);
  };

  if (filed !== null)
    return (
      <div
        ref={done}
        role="status"
        tabIndex={-1}
        className="flex items-start gap-3 rounded-lg border border-line bg-surface p-5"
      >
        <CircleCheck aria-hidden className="mt-0.5 size-5 shrink-0 text-ok" />
        <div>
          <p className="font-semibold">{t('done', { caseId: filed.caseId })}</p>
          <p className="mt-1 text-sm text-pretty text-ink-2">
            {t('doneBody', { time: timeOf(filed.dueAt) })}
          </p>
          <Button className="mt-3" onClick={() => setFiled(null)}>
            {t('another')}
          </Button>
        </div>
      </div>
    );
  const error = (name: FieldName) => (wrong.includes(name) ? t(`wrong.${name}`) : undefined);
  return (
    <form
      ref={form}
      noValidate
      onSubmit={(event) => void submit(event)}
      className="flex flex-col gap-4 rounded-lg border border-line bg-surface p-5 phone:p-4"
    >
      {problem === null ? null : (
        <p role="alert" className="rounded-md bg-bad-soft px-3 py-2 text-sm font-medium text-bad">
          {t(`problems.${problem}`)}
        </p>
      )}
      <Field label={t('contact')} hint={t('contactHint')} error={error('contact')}>
        <TextInput type="email" name="contact" autoComplete="email" maxLength={254} />
      </Field>
      <Field label={t('affected')} hint={t('affectedHint')} error={error('affected')}>
        <TextInput name="affected" maxLength={200} />
      </Field>
      <Field label={t('description')} hint={t('descriptionHint')} error={error('description')}>
        <TextArea name="description" rows={8} maxLength={10_000} />
      </Field>
      <Button type="submit" variant="primary" loading={pending} className="self-start">
        {t('submit')}
      </Button>
    </form>
  );
}

async function send(values: Readonly<Record<FieldName, string>>): Promise<Filed | Problem> {
  let response: Response;
  try {
    response = await fetch('/api/security/report', {
      method: 'POST',
      headers: JSON_HEADERS,
      body: JSON.stringify(values),
    });
  } catch {
    return 'offline';
  }
  const body: unknown = await response.json().catch(() => null);
  if (!response.ok)
    return parseClientError(body)?.code === 'TOO_MANY_ATTEMPTS' ? 'tooMany' : 'unavailable';
  const { caseId, dueAt } = body as Filed;
  return { caseId, dueAt };
}

/** Where the reader is. */
function timeOf(iso: string): string {
  return new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'short' }).format(
    new Date(iso),
  );
}
