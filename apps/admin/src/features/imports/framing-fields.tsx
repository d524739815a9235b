'use client';
import { DELIMITERS, ENCODINGS } from '@toster/contracts/imports/framing';
import type { Delimiter, Encoding } from '@toster/contracts/imports/reading';
import { useTranslations } from 'next-intl';
import { Field, NativeSelect } from '#ui/field.tsx';

const NAMES = { '\t': 'tab', ';': 'semicolon', ',': 'comma', '|': 'bar' } as const;
const ENCODING_NAMES: Readonly<Record<Encoding, string>> = {
  'utf-8': 'UTF-8',
  'windows-1250': 'Windows-1250',
  'windows-1251': 'Windows-1251',
  'windows-1252': 'Windows-1252',
};

/** How a file is written: what divides its columns, and how its bytes are text. */
export function FramingFields({
  value,
  renewing,
  onChange,
}: {
  /** Null until it was recognised. */
  value: { readonly delimiter: Delimiter; readonly encoding: Encoding } | null;
  renewing: boolean;
  onChange: (framing: { delimiter?: Delimiter; encoding?: Encoding }) => void;
}) {
  const t = useTranslations('imports.mapping');
  return (
    <fieldset
      className="grid grid-cols-1 gap-x-4 gap-y-3 border-b border-line bg-band px-4 py-3 sm:max-lg:grid-cols-2 lg:grid-cols-[14rem_14rem]"
      aria-busy={renewing}
    >
      <legend className="sr-only">{t('framing')}</legend>
      <Field label={t('delimiter')}>
        <NativeSelect
          value={value?.delimiter ?? ''}
          onChange={(event) => {
            const delimiter = DELIMITERS.find((each) => each === event.target.value);
            if (delimiter !== undefined) onChange({ delimiter });
          }}
        >
          {value === null ? <option value="" disabled /> : null}
          {DELIMITERS.map((delimiter) => (
            <option key={delimiter} value={delimiter}>
              {t(`delimiters.${NAMES[delimiter]}`)}
            </option>
          ))}
        </NativeSelect>
      </Field>
      <Field label={t('encoding')}>
        <NativeSelect
          value={value?.encoding ?? ''}
          onChange={(event) => {
            const encoding = ENCODINGS.find((each) => each === event.target.value);
            if (encoding !== undefined) onChange({ encoding });
          }}
        >
          {value === null ? <option value="" disabled /> : null}
          {ENCODINGS.map((encoding) => (
            <option key={encoding} value={encoding}>
              {ENCODING_NAMES[encoding]}
            </option>
          ))}
        </NativeSelect>
      </Field>
    </fieldset>
  );
}
