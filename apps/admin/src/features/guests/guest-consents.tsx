'use client';
import { CONSENT_TEXTS, CONSENT_VERSION } from '@toster/contracts/consent-texts';
import { CONSENT_PURPOSES, type ConsentPurpose } from '@toster/contracts/consents';
import type { GuestSelf } from '@toster/contracts/schemas/guest';
import { useState } from 'react';
import { callGuest } from '#features/guests/guest-api.ts';
import { useGuestWords } from '#features/guests/guest-words.tsx';
import { Panel } from '#ui/panel.tsx';
import { Switch } from '#ui/switch.tsx';

/** What a guest agrees to: one switch each, as easy back as forth (GDPR Art. 7(3)). */
export function GuestConsents({
  self,
  onChange,
  onOut,
}: {
  self: GuestSelf;
  onChange: (self: GuestSelf) => void;
  onOut: () => void;
}) {
  const { texts, say, date, place } = useGuestWords();
  const [pending, setPending] = useState<ConsentPurpose | null>(null);
  const [problem, setProblem] = useState<string | null>(null);

  const decide = async (purpose: ConsentPurpose, given: boolean) => {
    setPending(purpose);
    setProblem(null);
    const { language } = place;
    const said = { purpose, given, textVersion: CONSENT_VERSION, language };
    const called = await callGuest('decideConsent', said);
    setPending(null);
    if (called.kind === 'done') return onChange(called.data);
    if (called.kind === 'out') return onOut();
    setProblem(texts.problems[called.kind]);
  };

  return (
    <Panel title={texts.consents.title}>
      <p className="px-4 pt-3 text-sm text-pretty text-ink-2">{texts.consents.hint}</p>
      <ul className="divide-y divide-line">
        {CONSENT_PURPOSES.map((purpose) => {
          const said = self.consents.find((each) => each.purpose === purpose);
          const words = say(CONSENT_TEXTS[CONSENT_VERSION]?.[purpose][place.language] ?? '');
          return (
            <li key={purpose} className="flex items-center justify-between gap-4 px-4 py-3">
              <div className="min-w-0">
                <p className="text-sm text-pretty">{words}</p>
                {said === undefined ? null : (
                  <p className="mt-0.5 text-xs text-ink-3">
                    {say(said.given ? texts.consents.given : texts.consents.withdrawn, {
                      date: date(said.at, self.org.timezone),
                    })}
                  </p>
                )}
              </div>
              <Switch
                checked={said?.given === true}
                disabled={pending !== null}
                label={words}
                onChange={(given) => void decide(purpose, given)}
              />
            </li>
          );
        })}
      </ul>
      {problem === null ? null : (
        <p role="alert" className="px-4 pb-3 text-sm text-bad">
          {problem}
        </p>
      )}
    </Panel>
  );
}
