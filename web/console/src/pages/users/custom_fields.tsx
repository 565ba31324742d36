import {NumberInput, Select, Switch, TextInput} from '@mantine/core';
import {useTranslation} from 'react-i18next';

import type {ProfileField} from '../../api/types.ts';
import {FormSection} from '../../components/form_section.tsx';
import type {ProfileForm} from './profile_values.ts';

/** Fields that the tenant asks its users for beyond the standard ones. */
export function CustomFields({form, fields}: {form: ProfileForm; fields: ProfileField[]}) {
  const {t} = useTranslation('users');
  return (
    <FormSection title={t('custom_fields.title')} description={t('custom_fields.text')}>
      {fields.map((field) => (
        <CustomField key={field.name} form={form} field={field} />
      ))}
    </FormSection>
  );
}

function CustomField({form, field}: {form: ProfileForm; field: ProfileField}) {
  const {t} = useTranslation('common');
  const {name, type, config} = field;
  const path = `custom.${name}`;
  const about = {
    label: field.label || name,
    description: field.description ?? undefined,
    placeholder: config.placeholder,
  };
  switch (type) {
    case 'Checkbox':
      return (
        <Switch label={about.label} description={about.description} {...form.getInputProps(path, {type: 'checkbox'})} />
      );
    case 'Number':
      return <NumberInput size="sm" hideControls {...about} {...form.getInputProps(path)} />;
    case 'Select': {
      const {value, onChange, ...input} = form.getInputProps(path);
      return (
        <Select
          {...about}
          data={(config.options ?? []).map((option) => ({value: option.value, label: option.label ?? option.value}))}
          clearable
          clearButtonProps={{'aria-label': t('clear')}}
          value={value || null}
          onChange={(choice) => onChange(choice ?? '')}
          {...input}
        />
      );
    }
    case 'Date':
      return <TextInput {...about} placeholder={config.customFormat ?? config.format} {...form.getInputProps(path)} />;
    default:
      return <TextInput {...about} {...form.getInputProps(path)} />;
  }
}
