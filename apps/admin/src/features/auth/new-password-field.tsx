import { PASSWORD_CHARACTERS } from '@toster/contracts/schemas/auth';
import { Eye, EyeOff } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type RefObject, useState } from 'react';
import { IconButton } from '#ui/button.tsx';
import { Field, TextInput } from '#ui/field.tsx';

/** How many characters a password has, whatever keyboard wrote them. */
export const lengthOf = (password: string) => [...password.normalize('NFKC')].length;

/** A password that is chosen anew: counted, shown on demand. Pasting and managers of passwords are welcome. */
export function NewPasswordField({
  input,
  error,
}: {
  input: RefObject<HTMLInputElement | null>;
  error: string | undefined;
}) {
  const t = useTranslations('profile.password');
  const [length, setLength] = useState(0);
  const [visible, setVisible] = useState(false);
  const { least, most } = PASSWORD_CHARACTERS;
  return (
    <Field
      label={t('new')}
      error={error}
      hint={length === 0 ? t('rule', { least }) : t('count', { count: length, least })}
    >
      <div className="relative">
        <TextInput
          ref={input}
          type={visible ? 'text' : 'password'}
          autoComplete="new-password"
          maxLength={most}
          onChange={(event) => setLength(lengthOf(event.target.value))}
          className="pr-11"
        />
        <IconButton
          label={visible ? t('hide') : t('show')}
          aria-pressed={visible}
          onClick={() => setVisible(!visible)}
          className="absolute top-0 right-0"
        >
          {visible ? (
            <EyeOff aria-hidden className="size-4" />
          ) : (
            <Eye aria-hidden className="size-4" />
          )}
        </IconButton>
      </div>
    </Field>
  );
}
