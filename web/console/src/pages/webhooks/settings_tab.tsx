import {NumberInput, Stack, Switch, TextInput} from '@mantine/core';
import {useTranslation} from 'react-i18next';

import {EditForm} from '../../components/edit_form.tsx';
import {FormSection} from '../../components/form_section.tsx';
import {KeyValueEditor, toObject, toPairs, type Pairs} from '../../components/key_value_editor.tsx';
import {useEditForm} from '../../components/use_edit_form.ts';
import * as check from '../../components/validate.ts';
import {updateWebhook, type Webhook, type WebhookEvent} from './data.ts';
import {EventPicker} from './event_picker.tsx';
import {SigningKey} from './signing_key.tsx';
import {TestCall} from './test_call.tsx';

interface Values {
  [name: string]: unknown;
  name: string;
  enabled: boolean;
  url: string;
  retries: number | '';
  headers: Pairs;
  events: WebhookEvent[];
}

const toValues = ({name, enabled, config, events}: Webhook): Values => ({
  name,
  enabled,
  url: config.url,
  retries: config.retries ?? '',
  headers: toPairs(config.headers),
  events,
});

export const toConfig = ({url, retries, headers}: Pick<Values, 'url' | 'retries' | 'headers'>) => ({
  url: url.trim(),
  headers: toObject(headers),
  ...(retries !== '' && {retries}),
});

const fieldOfPath = {'config.url': 'url', 'config.headers': 'headers', 'config.retries': 'retries'};

export function SettingsTab({webhook}: {webhook: Webhook}) {
  const {t} = useTranslation(['webhooks', 'common']);
  const {form, ...edit} = useEditForm<Values>({
    stored: toValues(webhook),
    validate: {
      name: check.name,
      url: check.allOf(check.required, check.webAddress),
      retries: check.between(0, 3),
      events: (events: WebhookEvent[]) => (events.length > 0 ? null : t('events_required')),
    },
    fieldOfPath,
    save: ({name, enabled, events, ...config}) =>
      updateWebhook(webhook.id, {name: name.trim(), enabled, events, config: toConfig(config)}),
  });
  return (
    <Stack gap="md">
      <EditForm form={edit}>
        <FormSection title={t('common:general')}>
          <TextInput label={t('common:name')} {...form.getInputProps('name')} />
          <Switch
            label={t('enabled')}
            description={t('enabled_text')}
            {...form.getInputProps('enabled', {type: 'checkbox'})}
          />
        </FormSection>
        <FormSection title={t('request')} description={t('request_text')}>
          <TextInput label={t('url')} description={t('url_text')} type="url" {...form.getInputProps('url')} />
          <KeyValueEditor
            label={t('headers')}
            description={t('headers_text')}
            nameLabel={t('common:name')}
            valueLabel={t('header_value')}
            {...form.getInputProps('headers')}
          />
          <NumberInput
            label={t('retries')}
            description={t('retries_text')}
            placeholder="3"
            min={0}
            max={3}
            allowDecimal={false}
            styles={{wrapper: {maxWidth: 120}}}
            {...form.getInputProps('retries')}
          />
        </FormSection>
        <FormSection title={t('events')} description={t('events_text')}>
          <EventPicker {...form.getInputProps('events')} />
        </FormSection>
      </EditForm>
      <TestCall id={webhook.id} events={form.values.events} config={toConfig(form.values)} />
      <SigningKey webhook={webhook} />
    </Stack>
  );
}
