import {Anchor, NumberInput, Select, SimpleGrid, Stack, Switch, TagsInput} from '@mantine/core';
import {Link} from '@tanstack/react-router';
import {useTranslation} from 'react-i18next';

import {EditForm} from '../../components/edit_form.tsx';
import {FormSection} from '../../components/form_section.tsx';
import {useEditForm} from '../../components/use_edit_form.ts';
import * as check from '../../components/validate.ts';
import {updateExperience, type Experience} from '../sign_in_experience/data.ts';
import {TryPassword} from './try_password.tsx';

// The server's defaults (src/domain/sign_in_experience.h).
const defaults = {min: 8, max: 256, types: 1, days: 90};

const toValues = ({
  passwordPolicy: {length, characterTypes, rejects},
  signOutOnPasswordChange,
  passwordExpiration,
}: Experience) => ({
  min: (length?.min ?? defaults.min) as number | '',
  max: (length?.max ?? defaults.max) as number | '',
  types: String(characterTypes?.min ?? defaults.types),
  pwned: rejects?.pwned ?? true,
  pwnedRangeService: rejects?.pwnedRangeService ?? false,
  repetitionAndSequence: rejects?.repetitionAndSequence ?? true,
  userInfo: rejects?.userInfo ?? true,
  words: rejects?.words ?? [],
  signsOut: signOutOnPasswordChange ?? true,
  expires: passwordExpiration.enabled ?? false,
  days: ('validPeriodDays' in passwordExpiration ? passwordExpiration.validPeriodDays : defaults.days) as number | '',
});
type Values = ReturnType<typeof toValues>;

/** Only when it changes: it needs a way to reset passwords, which the other rules do not. */
const toExpiration = ({expires, days}: Values, stored: Values) =>
  expires === stored.expires && days === stored.days
    ? {}
    : {passwordExpiration: expires ? {enabled: true, validPeriodDays: Number(days)} : {enabled: false}};

const save = (values: Values, stored: Values) => {
  const {min, max, types, signsOut, expires: _, days: __, ...rejects} = values;
  return updateExperience({
    ...toExpiration(values, stored),
    signOutOnPasswordChange: signsOut,
    passwordPolicy: {
      length: {min: Number(min), max: Number(max)},
      characterTypes: {min: Number(types)},
      rejects,
    },
  });
};

const fieldOfCode = {
  'sign_in_experiences.password_expiration_requires_forgot_password': 'expires',
  'sign_in_experiences.password_expiration_invalid_period_days': 'days',
};

const fieldOfPath = {
  'passwordPolicy.length.min': 'min',
  'passwordPolicy.length.max': 'max',
  'passwordPolicy.rejects.words': 'words',
  'passwordExpiration.validPeriodDays': 'days',
};

export function PasswordsTab({experience}: {experience: Experience}) {
  const {t} = useTranslation(['security', 'common']);
  const stored = toValues(experience);
  const {form, ...edit} = useEditForm<Values>({
    stored,
    validate: {
      min: (value) => check.required(String(value)) ?? check.between(1, 256)(value),
      max: (value, {min}) => check.required(String(value)) ?? check.between(Number(min) || 1, 256)(value),
      days: (value, {expires}) => (expires ? check.required(String(value)) ?? check.between(1, 3650)(value) : null),
      words: (words) => words.map(check.atMost(128)).find((fault) => fault !== null) ?? null,
    },
    fieldOfPath,
    fieldOfCode,
    save: (values) => save(values, stored),
  });
  const reject = (name: 'pwned' | 'pwnedRangeService' | 'repetitionAndSequence' | 'userInfo') => (
    <Switch
      label={t(`passwords.${name}`)}
      description={t(`passwords.${name}_text`)}
      {...form.getInputProps(name, {type: 'checkbox'})}
    />
  );
  return (
    <Stack gap="md">
      <EditForm form={edit}>
        <FormSection title={t('passwords.shape')} description={t('passwords.shape_text')}>
          <SimpleGrid cols={2} maw={420}>
            <NumberInput
              label={t('common:length.min')}
              allowDecimal={false}
              allowNegative={false}
              {...form.getInputProps('min')}
            />
            <NumberInput
              label={t('common:length.max')}
              allowDecimal={false}
              allowNegative={false}
              {...form.getInputProps('max')}
            />
          </SimpleGrid>
          <Select
            label={t('passwords.types')}
            description={t('passwords.types_text')}
            data={[1, 2, 3, 4].map((count) => ({value: String(count), label: t('passwords.of_four', {count})}))}
            allowDeselect={false}
            styles={{wrapper: {maxWidth: 420}}}
            {...form.getInputProps('types')}
          />
        </FormSection>
        <FormSection title={t('passwords.rejects')} description={t('passwords.rejects_text')}>
          {reject('pwned')}
          {form.values.pwned && reject('pwnedRangeService')}
          {reject('repetitionAndSequence')}
          {reject('userInfo')}
          <TagsInput
            label={t('passwords.words')}
            description={t('passwords.words_text')}
            placeholder={t('passwords.add_word')}
            acceptValueOnBlur
            splitChars={[',', '\n']}
            {...form.getInputProps('words')}
          />
        </FormSection>
        <FormSection title={t('expiration.title')} description={t('expiration.text')}>
          <Switch
            label={t('expiration.on')}
            description={
              <>
                {t('expiration.on_text')}{' '}
                <Anchor component={Link} to="/sign-in-experience/sign-in" inherit underline="always">
                  {t('expiration.recovery')}
                </Anchor>
              </>
            }
            {...form.getInputProps('expires', {type: 'checkbox'})}
          />
          {form.values.expires && (
            <NumberInput
              label={t('expiration.days')}
              allowDecimal={false}
              allowNegative={false}
              styles={{wrapper: {maxWidth: 200}}}
              {...form.getInputProps('days')}
            />
          )}
        </FormSection>
        <FormSection title={t('passwords.change')}>
          <Switch
            label={t('passwords.signs_out')}
            description={t('passwords.signs_out_text')}
            {...form.getInputProps('signsOut', {type: 'checkbox'})}
          />
        </FormSection>
      </EditForm>
      <TryPassword isStale={edit.isDirty} />
    </Stack>
  );
}
