import {Checkbox, NumberInput, SimpleGrid, Stack} from '@mantine/core';
import {useTranslation} from 'react-i18next';

import {EditForm} from '../../components/edit_form.tsx';
import {FormSection} from '../../components/form_section.tsx';
import {useEditForm} from '../../components/use_edit_form.ts';
import * as check from '../../components/validate.ts';
import {updateExperience, type Experience} from '../sign_in_experience/data.ts';

const kinds = ['lowercase', 'uppercase', 'numbers', 'underscore'] as const;
type Kind = (typeof kinds)[number];

interface Values {
  [name: string]: unknown;
  minLength: number | '';
  maxLength: number | '';
  allowed: Kind[];
  ignoresCase: boolean;
}

const toValues = ({usernamePolicy: {minLength, maxLength, allowedChars, caseSensitive}}: Experience): Values => ({
  minLength,
  maxLength,
  allowed: kinds.filter((kind) => allowedChars[kind]),
  ignoresCase: !caseSensitive,
});

const fieldOfPath = {
  'usernamePolicy.minLength': 'minLength',
  'usernamePolicy.maxLength': 'maxLength',
  'usernamePolicy.allowedChars': 'allowed',
  'usernamePolicy.caseSensitive': 'ignoresCase',
};

export function UsernamesTab({experience}: {experience: Experience}) {
  const {t} = useTranslation(['security', 'common']);
  const {form, ...edit} = useEditForm<Values>({
    stored: toValues(experience),
    validate: {
      minLength: (value) => check.required(String(value)) ?? check.between(1, 128)(value),
      maxLength: (value, {minLength}) =>
        check.required(String(value)) ?? check.between(Number(minLength) || 1, 128)(value),
      allowed: (allowed) => (allowed.some((kind) => kind !== 'numbers') ? null : t('usernames.first_character')),
    },
    fieldOfPath,
    fieldOfCode: {'sign_in_experiences.username_policy_case_conflicts_exist': 'ignoresCase'},
    save: ({minLength, maxLength, allowed, ignoresCase}) =>
      updateExperience({
        usernamePolicy: {
          caseSensitive: !ignoresCase,
          minLength: Number(minLength),
          maxLength: Number(maxLength),
          allowedChars: {
            lowercase: allowed.includes('lowercase'),
            uppercase: allowed.includes('uppercase'),
            numbers: allowed.includes('numbers'),
            underscore: allowed.includes('underscore'),
          },
        },
      }),
  });
  return (
    <EditForm form={edit}>
      <FormSection title={t('usernames.title')} description={t('usernames.text')}>
        <SimpleGrid cols={2} maw={420}>
          <NumberInput
            label={t('common:length.min')}
            allowDecimal={false}
            allowNegative={false}
            {...form.getInputProps('minLength')}
          />
          <NumberInput
            label={t('common:length.max')}
            allowDecimal={false}
            allowNegative={false}
            {...form.getInputProps('maxLength')}
          />
        </SimpleGrid>
        <Checkbox.Group
          label={t('usernames.allowed')}
          description={t('usernames.allowed_text')}
          {...form.getInputProps('allowed')}
        >
          <Stack gap="xs" mt={6}>
            {kinds.map((kind) => (
              <Checkbox key={kind} value={kind} label={t(`usernames.kind.${kind}`)} />
            ))}
          </Stack>
        </Checkbox.Group>
        <Checkbox
          label={t('usernames.ignore_case')}
          description={t('usernames.ignore_case_text')}
          {...form.getInputProps('ignoresCase', {type: 'checkbox'})}
        />
      </FormSection>
    </EditForm>
  );
}
