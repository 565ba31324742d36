import {Checkbox, Radio, Stack, Switch} from '@mantine/core';
import {useTranslation} from 'react-i18next';

import {FormSection} from '../../components/form_section.tsx';
import type {Experience, Identifier} from './data.ts';
import {
  furtherChoices,
  leavesPasskeyOnly,
  needsPassword,
  registeredWith,
  signUpKinds,
  type Choices,
  type Combined,
} from './methods.ts';
import {NoSender} from './no_sender.tsx';

const modes = ['SignInAndRegister', 'SignIn', 'Register'] as const satisfies Experience['signInMode'][];

type Mode = Experience['signInMode'];

interface Props {
  mode: Mode;
  onMode: (mode: Mode) => void;
  choices: Choices;
  /** accounts of other services sign in: their users may need no identifier */
  hasOthers: boolean;
  canSend: (identifier: Identifier) => boolean;
  onChange: (changes: Partial<Choices>) => void;
  errors: Record<string, unknown>;
}

/** Whether users register, and what a new one must have. */
export function SignUpSection({mode, onMode, choices, hasOthers, canSend, onChange, errors}: Props) {
  const {t} = useTranslation('sign_in_experience');
  const isOpen = mode !== 'SignIn';
  const proven = registeredWith(choices).filter((one) => one !== 'username');
  const further = furtherChoices(choices);
  return (
    <FormSection title={t('sign_in.registration')} description={t('sign_in.registration_text')}>
      <Radio.Group
        aria-label={t('sign_in.registration')}
        value={mode}
        onChange={(value) => onMode(value as Mode)}
      >
        <Stack gap="sm">
          {modes.map((value) => (
            <Radio
              key={value}
              value={value}
              label={t(`sign_in.mode.${value}`)}
              description={t(`sign_in.mode_text.${value}`)}
            />
          ))}
        </Stack>
      </Radio.Group>
      {isOpen && (
        <>
          <Radio.Group
            label={t('sign_up.with')}
            description={t('sign_up.with_text')}
            value={choices.with}
            error={errors['with'] as string | undefined}
            onChange={(value) => onChange({with: value as Choices['with']})}
          >
            <Stack gap="xs" mt={6}>
              {signUpKinds
                .filter((kind) => kind !== 'none' || hasOthers)
                .map((kind) => (
                  <Radio key={kind} value={kind} label={t(`sign_up.kind.${kind}`)} />
                ))}
            </Stack>
          </Radio.Group>
          {further.length > 0 && (
            <Checkbox.Group
              label={t('sign_up.further')}
              description={t('sign_up.further_text')}
              value={choices.further}
              error={errors['further'] as string | undefined}
              onChange={(value) => onChange({further: value as Combined[]})}
            >
              <Stack gap="xs" mt={6}>
                {further.map((kind) => (
                  <Checkbox key={kind} value={kind} label={t(`sign_up.kind.${kind}`)} />
                ))}
              </Stack>
            </Checkbox.Group>
          )}
          <Switch
            label={t('sign_up.password')}
            description={t(`sign_up.${passwordText(choices)}`)}
            checked={choices.password}
            // One that is off may be switched on.
            disabled={choices.password && needsPassword(choices)}
            onChange={(event) => onChange({password: event.currentTarget.checked})}
          />
          <NoSender identifiers={proven.filter((one) => !canSend(one))} />
        </>
      )}
    </FormSection>
  );
}

function passwordText(choices: Choices) {
  if (needsPassword(choices)) return 'password_needed';
  return leavesPasskeyOnly(choices) ? 'password_passkey' : 'password_text';
}
