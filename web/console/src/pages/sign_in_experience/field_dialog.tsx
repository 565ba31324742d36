import {Autocomplete, Select, Switch, TextInput} from '@mantine/core';
import {useTranslation} from 'react-i18next';

import {api} from '../../api/client.ts';
import {queryClient} from '../../api/query_client.ts';
import type {ProfileField} from '../../api/types.ts';
import {CreateDialog} from '../../components/create_dialog.tsx';
import * as check from '../../components/validate.ts';
import {fieldsKey, type FieldType} from './data.ts';
import {FieldConfig} from './field_config.tsx';
import {fieldTypes, knownFields, newDraft, toBody, toDraft, withType, type FieldDraft} from './field_draft.ts';

interface Props {
  opened: boolean;
  /** the field that is edited; none, a new one */
  field: ProfileField | undefined;
  taken: string[];
  onClose: () => void;
}

async function save(draft: FieldDraft, field: ProfileField | undefined) {
  const body = toBody(draft, field);
  if (field) {
    const {name, ...changes} = body;
    await api.PUT('/api/custom-profile-fields/{name}', {params: {path: {name}}, body: changes});
  } else {
    await api.POST('/api/custom-profile-fields', {body});
  }
  await queryClient.invalidateQueries({queryKey: fieldsKey});
}

const fieldOfCode = {
  'custom_profile_fields.name_exists': 'name',
  'custom_profile_fields.invalid_name': 'name',
  'custom_profile_fields.name_conflict_built_in_prop': 'name',
  'custom_profile_fields.name_conflict_custom_data': 'name',
  'custom_profile_fields.name_conflict_sign_in_identifier': 'name',
  'custom_profile_fields.invalid_options': 'options',
  'custom_profile_fields.invalid_regex_format': 'pattern',
  'custom_profile_fields.invalid_address_components': 'parts',
  'custom_profile_fields.invalid_fullname_components': 'parts',
};

export function FieldDialog({opened, field, taken, onClose}: Props) {
  const {t} = useTranslation(['sign_in_experience', 'common']);
  const checkBounds = (max: number | '', min: number | '') =>
    max !== '' && min !== '' && max < min ? t('fields.bounds') : null;
  const hintless: FieldType[] = ['Checkbox', 'Address', 'Fullname'];
  return (
    <CreateDialog<FieldDraft>
      key={field?.name ?? ''}
      opened={opened}
      onClose={onClose}
      size="lg"
      title={field ? t('fields.edit', {name: field.name}) : t('fields.new')}
      action={field ? t('common:save') : t('common:create')}
      initialValues={field ? toDraft(field) : newDraft()}
      fieldOfCode={fieldOfCode}
      validate={{
        name: check.allOf(check.required, (name) =>
          /^[a-z0-9]+$/i.test(name.trim()) ? null : t('fields.name_characters'),
        ),
        label: check.atMost(128),
        description: check.atMost(256),
        maxLength: (max, {minLength}) => checkBounds(max, minLength),
        maxValue: (max, {minValue}) => checkBounds(max, minValue),
        pattern: (pattern, {type}) => (type === 'Regex' ? check.required(pattern) : null),
        customFormat: (format, {type, dateFormat}) =>
          type === 'Date' && dateFormat === 'custom' ? check.required(format) : null,
        options: (options, {type}) =>
          type === 'Select' && !options.some(([value]) => value.trim()) ? t('fields.options_required') : null,
        parts: (parts, {type}) =>
          (type === 'Address' || type === 'Fullname') && !parts.some(({enabled}) => enabled)
            ? t('fields.parts_required')
            : null,
      }}
      create={(draft) => save(draft, field)}
    >
      {(form) => (
        <>
          {!field && (
            <Autocomplete
              label={t('common:name')}
              description={t('fields.name_text')}
              data={Object.keys(knownFields).filter((name) => !taken.includes(name))}
              data-autofocus
              {...form.getInputProps('name')}
              onOptionSubmit={(name) => form.setValues({...withType(form.values, knownFields[name]!), name})}
            />
          )}
          <Select
            label={t('common:type')}
            data={fieldTypes.map((value) => ({value, label: t(`fields.types.${value}`)}))}
            allowDeselect={false}
            disabled={field !== undefined}
            {...form.getInputProps('type')}
            onChange={(type) => form.setValues(withType(form.values, type as FieldType))}
          />
          <TextInput label={t('fields.label')} description={t('fields.label_text')} {...form.getInputProps('label')} />
          {form.values.type !== 'Checkbox' && (
            <TextInput label={t('common:description')} {...form.getInputProps('description')} />
          )}
          {!hintless.includes(form.values.type) && (
            <TextInput label={t('fields.placeholder')} {...form.getInputProps('placeholder')} />
          )}
          <FieldConfig form={form} />
          <Switch
            label={t('fields.required')}
            description={t('fields.required_text')}
            {...form.getInputProps('required', {type: 'checkbox'})}
          />
        </>
      )}
    </CreateDialog>
  );
}
