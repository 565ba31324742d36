import {NumberInput, Select, SimpleGrid, Stack, Switch, TagsInput} from '@mantine/core';
import {useTranslation} from 'react-i18next';

import {EditForm} from '../../components/edit_form.tsx';
import {FormSection} from '../../components/form_section.tsx';
import {useEditForm} from '../../components/use_edit_form.ts';
import * as check from '../../components/validate.ts';
import {updateExperience, type Experience} from '../sign_in_experience/data.ts';
import {TryPassword} from './try_password.tsx';

// The server's defaults (src/domain/sign_in_experience.h).
const defaults = {min: 8, max: 256, types: 1};

const toValues = ({passwordPolicy: {length, characterTypes, rejects}, signOutOnPasswordChange}: Experience) => ({
  min: (length?.min ?? defaults.min) as number | '',
  max: (length?.max ?? defaults.max) as number | '',
  types: String(characterTypes?.min ?? defaults.types),
  pwned: rejects?.pwned ?? true,
  pwnedRangeService: rejects?.pwnedRangeService ?? false,
  repetitionAndSequence: rejects?.repetitionAndSequence ?? true,
  userInfo: rejects?.userInfo ?? true,
  words: rejects?.words ?? [],
  signsOut: signOutOnPasswordChange ?? true,
});
type Values = ReturnType<typeof toValues>;

const save = ({min, max, types, signsOut, ...rejects}: Values) =>
  updateExperience({
    signOutOnPasswordChange: signsOut,
    passwordPolicy: {
      length: {min: Number(min), max: Number(max)},
      characterTypes: {min: Number(types)},
      rejects,
    },
  });

const fieldOfPath = {
  'passwordPolicy.length.min': 'min',
  'passwordPolicy.length.max': 'max',
  'passwordPolicy.rejects.words': 'words',
};

export function PasswordsTab({experience}: {experience: Experience}) {
  const {t} = useTranslation(['security', 'common']);
  const {form, ...edit} = useEditForm<Values>({
    stored: toValues(experience),
    validate: {
      min: (value) => check.required(String(value)) ?? check.between(1, 256)(value),
      max: (value, {min}) => check.required(String(value)) ?? check.between(Number(min) || 1, 256)(value),
      words: (words) => words.map(check.atMost(128)).find((fault) => fault !== null) ?? null,
    },
    fieldOfPath,
    save,
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
