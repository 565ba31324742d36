import {NumberInput, SimpleGrid} from '@mantine/core';
import {useTranslation} from 'react-i18next';

import {EditForm} from '../../components/edit_form.tsx';
import {FormSection} from '../../components/form_section.tsx';
import {useEditForm} from '../../components/use_edit_form.ts';
import * as check from '../../components/validate.ts';
import {updateExperience, type Experience} from '../sign_in_experience/data.ts';

interface Values {
  [name: string]: unknown;
  minutes: number | '';
  attempts: number | '';
}

// The server's defaults, Logto's too.
const defaults = {seconds: 600, attempts: 10};

const toValues = ({verificationCodePolicy: policy}: Experience): Values => ({
  minutes: (policy.expirationDuration ?? defaults.seconds) / 60,
  attempts: policy.maxRetryAttempts ?? defaults.attempts,
});

const fieldOfPath = {
  'verificationCodePolicy.expirationDuration': 'minutes',
  'verificationCodePolicy.maxRetryAttempts': 'attempts',
};

/** How long a code of an email or text message works, and how often it may be mistyped. */
export function CodesTab({experience}: {experience: Experience}) {
  const {t} = useTranslation('security');
  const within = (max: number) => (value: number | '') => check.required(String(value)) ?? check.between(1, max)(value);
  const {form, ...edit} = useEditForm<Values>({
    stored: toValues(experience),
    validate: {minutes: within(60), attempts: within(100)},
    fieldOfPath,
    save: ({minutes, attempts}) =>
      updateExperience({
        verificationCodePolicy: {
          expirationDuration: Math.round(Number(minutes) * 60),
          maxRetryAttempts: Number(attempts),
        },
      }),
  });
  return (
    <EditForm form={edit}>
      <FormSection title={t('codes.title')} description={t('codes.text')}>
        <SimpleGrid cols={{base: 1, xs: 2}} maw={520}>
          <NumberInput
            label={t('codes.minutes')}
            description={t('codes.minutes_text')}
            allowNegative={false}
            decimalScale={2}
            {...form.getInputProps('minutes')}
          />
          <NumberInput
            label={t('codes.attempts')}
            description={t('codes.attempts_text')}
            allowDecimal={false}
            allowNegative={false}
            {...form.getInputProps('attempts')}
          />
        </SimpleGrid>
      </FormSection>
    </EditForm>
  );
}
