import {Checkbox, Group, Input, NumberInput, Select, SimpleGrid, Stack, Switch, TextInput} from '@mantine/core';
import type {UseFormReturnType} from '@mantine/form';
import {useTranslation} from 'react-i18next';

import {KeyValueEditor} from '../../components/key_value_editor.tsx';
import {dateFormats, type FieldDraft} from './field_draft.ts';

type Form = UseFormReturnType<FieldDraft>;

/** The settings of one type of field. */
export function FieldConfig({form}: {form: Form}) {
  const {t} = useTranslation('sign_in_experience');
  const number = (name: 'minLength' | 'maxLength' | 'minValue' | 'maxValue') => (
    <NumberInput
      label={t(`fields.${name}`)}
      allowDecimal={name.endsWith('Value')}
      allowNegative={name.endsWith('Value')}
      {...form.getInputProps(name)}
    />
  );
  switch (form.values.type) {
    case 'Text':
      return (
        <SimpleGrid cols={2}>
          {number('minLength')}
          {number('maxLength')}
        </SimpleGrid>
      );
    case 'Number':
      return (
        <SimpleGrid cols={2}>
          {number('minValue')}
          {number('maxValue')}
        </SimpleGrid>
      );
    case 'Date':
      return <DateConfig form={form} />;
    case 'Select':
      return (
        <KeyValueEditor
          label={t('fields.options')}
          description={t('fields.options_text')}
          nameLabel={t('fields.option_value')}
          valueLabel={t('fields.option_label')}
          {...form.getInputProps('options')}
        />
      );
    case 'Checkbox':
      return <Switch label={t('fields.is_checked')} {...form.getInputProps('isChecked', {type: 'checkbox'})} />;
    case 'Regex':
      return (
        <TextInput
          label={t('fields.pattern')}
          description={t('fields.pattern_text')}
          placeholder="^[A-Z]{2}[0-9]{4}$"
          styles={{input: {fontFamily: 'var(--mantine-font-family-monospace)'}}}
          {...form.getInputProps('pattern')}
        />
      );
    case 'Address':
    case 'Fullname':
      return <Parts form={form} />;
    case 'Url':
      return null;
  }
}

function DateConfig({form}: {form: Form}) {
  const {t} = useTranslation('sign_in_experience');
  const label = (value: string) => (value === 'custom' ? t('fields.custom_format') : value);
  return (
    <SimpleGrid cols={2}>
      <Select
        label={t('fields.date_format')}
        data={dateFormats.map((value) => ({value, label: label(value)}))}
        allowDeselect={false}
        {...form.getInputProps('dateFormat')}
      />
      {form.values.dateFormat === 'custom' && (
        <TextInput
          label={t('fields.custom_format_is')}
          placeholder="dd.MM.yyyy"
          {...form.getInputProps('customFormat')}
        />
      )}
    </SimpleGrid>
  );
}

function Parts({form}: {form: Form}) {
  const {t} = useTranslation('sign_in_experience');
  const {parts} = form.values;
  return (
    <Input.Wrapper
      label={t('fields.parts')}
      labelElement="div"
      role="group"
      aria-label={t('fields.parts')}
      error={form.errors['parts']}
    >
      <Stack gap="xs" mt={6}>
        {parts.map((part, index) => {
          const put = (changes: Partial<typeof part>) =>
            form.setFieldValue('parts', parts.with(index, {...part, ...changes}));
          const name = t(`fields.part.${part.name}`);
          return (
            <Group key={part.name} justify="space-between">
              <Checkbox
                label={name}
                checked={part.enabled}
                onChange={(event) => put({enabled: event.currentTarget.checked})}
              />
              {part.enabled && (
                <Switch
                  size="xs"
                  label={t('fields.required')}
                  aria-label={t('fields.part_required', {name})}
                  checked={part.required}
                  onChange={(event) => put({required: event.currentTarget.checked})}
                />
              )}
            </Group>
          );
        })}
      </Stack>
    </Input.Wrapper>
  );
}
