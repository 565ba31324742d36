import {NumberInput, Switch, TextInput} from '@mantine/core';
import {useTranslation} from 'react-i18next';

import type {Resource} from '../../api/types.ts';
import {CopyField} from '../../components/copy_field.tsx';
import {EditForm} from '../../components/edit_form.tsx';
import {Facts} from '../../components/facts.tsx';
import {FormSection} from '../../components/form_section.tsx';
import {useEditForm} from '../../components/use_edit_form.ts';
import * as check from '../../components/validate.ts';
import {isBuiltIn, updateResource} from './data.ts';
import {useDuration} from './duration.ts';

const yearInSeconds = 31_536_000;

export function GeneralTab({resource}: {resource: Resource}) {
  return isBuiltIn(resource) ? <ReadOnly resource={resource} /> : <GeneralForm resource={resource} />;
}

function ReadOnly({resource}: {resource: Resource}) {
  const {t} = useTranslation(['resources', 'common']);
  const durationOf = useDuration();
  return (
    <FormSection title={t('common:general')}>
      <Facts
        facts={[
          [t('common:name'), resource.name],
          [t('indicator.label'), resource.indicator],
          [t('ttl.label'), durationOf(resource.accessTokenTtl)],
        ]}
      />
    </FormSection>
  );
}

function GeneralForm({resource}: {resource: Resource}) {
  const {t} = useTranslation(['resources', 'common']);
  const durationOf = useDuration();
  const {form, ...edit} = useEditForm({
    stored: {
      name: resource.name,
      accessTokenTtl: resource.accessTokenTtl as number | '',
      isDefault: resource.isDefault,
    },
    validate: {
      name: check.name,
      accessTokenTtl: (value) =>
        value === '' ? t('common:field.required') : check.between(1, 100 * yearInSeconds)(value),
    },
    save: ({name, accessTokenTtl, isDefault}) =>
      updateResource(
        resource.id,
        {name: name.trim(), accessTokenTtl: Number(accessTokenTtl)},
        isDefault === resource.isDefault ? undefined : isDefault,
      ),
  });
  const seconds = Number(form.values.accessTokenTtl);
  return (
    <EditForm form={edit}>
      <FormSection title={t('common:general')} description={t('general.text')}>
        <TextInput label={t('common:name')} {...form.getInputProps('name')} />
        <CopyField label={t('indicator.label')} value={resource.indicator} description={t('indicator.fixed')} />
      </FormSection>
      <FormSection title={t('tokens.title')} description={t('tokens.text')}>
        <NumberInput
          size="sm"
          label={t('ttl.label')}
          description={seconds > 0 ? durationOf(seconds) : undefined}
          suffix={t('ttl.suffix')}
          min={1}
          allowDecimal={false}
          allowNegative={false}
          hideControls
          maw={260}
          {...form.getInputProps('accessTokenTtl')}
        />
        <Switch
          label={t('default.label')}
          description={t('default.text')}
          {...form.getInputProps('isDefault', {type: 'checkbox'})}
        />
      </FormSection>
    </EditForm>
  );
}
