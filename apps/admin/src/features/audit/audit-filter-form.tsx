'use client';
import { AUDIT_SOURCES } from '@toster/contracts/audit-terms';
import { DOMAINS, EVENT_NAMES, eventDefinition } from '@toster/contracts/events';
import { ListFilter } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type FormEvent, useRef, useState } from 'react';
import { AUDIT_PARSERS, type AuditFilters } from '#features/audit/filters.ts';
import { useActionName } from '#features/audit/use-action-name.ts';
import { useShortcut } from '#features/shell/shortcuts-provider.tsx';
import { Button, buttonClass } from '#ui/button.tsx';
import { Field, NativeSelect, TextInput } from '#ui/field.tsx';
import { Popover } from '#ui/popover.tsx';

type AuditFilterFormProps = {
  filters: AuditFilters;
  actors: readonly { id: string; name: string }[];
  onChange: (filters: Partial<AuditFilters>) => void;
};

/** Every filter in one small form; `f` opens it. */
export function AuditFilterForm({ filters, actors, onChange }: AuditFilterFormProps) {
  const t = useTranslations('audit');
  const [open, setOpen] = useState(false);
  const trigger = useRef<HTMLButtonElement>(null);
  useShortcut('filter', () => trigger.current?.click());
  return (
    <Popover
      open={open}
      onOpenChange={setOpen}
      title={t('filterTitle')}
      className="w-80"
      trigger={
        <button ref={trigger} type="button" className={buttonClass('secondary')}>
          <ListFilter aria-hidden className="size-4 text-ink-3" />
          {t('filter')}
        </button>
      }
    >
      {open ? (
        <Form
          filters={filters}
          actors={actors}
          onChange={(next) => {
            onChange(next);
            setOpen(false);
          }}
        />
      ) : null}
    </Popover>
  );
}

function Form({ filters, actors, onChange }: AuditFilterFormProps) {
  const t = useTranslations('audit');
  const actionName = useActionName();
  const [invalid, setInvalid] = useState(false);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const text = (name: string) => {
      const value = form.get(name);
      return typeof value === 'string' ? value.trim() : '';
    };
    const address = text('address') === '' ? null : AUDIT_PARSERS.address.parse(text('address'));
    if (text('address') !== '' && address === null) return setInvalid(true);
    onChange({
      actor: text('actor') === '' ? null : text('actor'),
      action: AUDIT_PARSERS.action.parse(text('action')),
      domain: AUDIT_PARSERS.domain.parse(text('domain')),
      source: AUDIT_PARSERS.source.parse(text('source')),
      address,
      reads: form.get('reads') === 'on',
    });
  };
  const known = actors.some((actor) => actor.id === filters.actor);
  return (
    <form noValidate onSubmit={submit} className="flex flex-col gap-3 p-1">
      <Field label={t('chips.actor')} hint={t('actorHint')}>
        <NativeSelect name="actor" defaultValue={filters.actor ?? ''}>
          <option value="">{t('anyone')}</option>
          {filters.actor !== null && !known ? (
            <option value={filters.actor}>…{filters.actor.slice(-8)}</option>
          ) : null}
          {actors.map((actor) => (
            <option key={actor.id} value={actor.id}>
              {actor.name}
            </option>
          ))}
        </NativeSelect>
      </Field>
      <Field label={t('chips.action')}>
        <NativeSelect name="action" defaultValue={filters.action ?? ''}>
          <option value="">{t('any')}</option>
          {DOMAINS.map((domain) => {
            const names = EVENT_NAMES.filter((name) => eventDefinition(name)?.domain === domain);
            return names.length === 0 ? null : (
              <optgroup key={domain} label={t(`domain.${domain}`)}>
                {names.map((name) => (
                  <option key={name} value={name}>
                    {actionName(name)}
                  </option>
                ))}
              </optgroup>
            );
          })}
        </NativeSelect>
      </Field>
      <div className="grid grid-cols-2 gap-3">
        <Field label={t('chips.domain')}>
          <NativeSelect name="domain" defaultValue={filters.domain ?? ''}>
            <option value="">{t('any')}</option>
            {DOMAINS.map((domain) => (
              <option key={domain} value={domain}>
                {t(`domain.${domain}`)}
              </option>
            ))}
          </NativeSelect>
        </Field>
        <Field label={t('chips.source')}>
          <NativeSelect name="source" defaultValue={filters.source ?? ''}>
            <option value="">{t('any')}</option>
            {AUDIT_SOURCES.map((source) => (
              <option key={source} value={source}>
                {t(`source.${source}`)}
              </option>
            ))}
          </NativeSelect>
        </Field>
      </div>
      <Field
        label={t('address')}
        hint={t('addressHint')}
        error={invalid ? t('addressInvalid') : undefined}
      >
        <TextInput
          name="address"
          defaultValue={filters.address ?? ''}
          autoComplete="off"
          spellCheck={false}
          placeholder="203.0.113.7"
        />
      </Field>
      <label className="flex min-h-7 touch:min-h-11 items-center gap-2 text-sm">
        <input
          type="checkbox"
          name="reads"
          defaultChecked={filters.reads}
          className="size-4 touch:size-6"
        />
        {t('withReads')}
      </label>
      <Button type="submit" variant="primary" className="w-full">
        {t('apply')}
      </Button>
    </form>
  );
}
