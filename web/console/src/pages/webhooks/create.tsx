import {TextInput} from '@mantine/core';
import {useNavigate} from '@tanstack/react-router';
import {useTranslation} from 'react-i18next';

import {api, take} from '../../api/client.ts';
import {queryClient} from '../../api/query_client.ts';
import {CreateDialog} from '../../components/create_dialog.tsx';
import * as check from '../../components/validate.ts';
import type {WebhookEvent} from './data.ts';
import {EventPicker} from './event_picker.tsx';

interface Values {
  [name: string]: unknown;
  name: string;
  url: string;
  events: WebhookEvent[];
}

const initialValues: Values = {name: '', url: '', events: []};

export function CreateWebhook({opened, onClose}: {opened: boolean; onClose: () => void}) {
  const {t} = useTranslation(['webhooks', 'common']);
  const navigate = useNavigate();
  const create = async ({name, url, events}: Values) => {
    const body = {name: name.trim(), events, config: {url: url.trim()}};
    const {id} = await take(api.POST('/api/hooks', {body}));
    await queryClient.invalidateQueries({queryKey: ['webhooks']});
    await navigate({to: '/webhooks/$id/{-$tab}', params: {id}});
  };
  return (
    <CreateDialog
      opened={opened}
      onClose={onClose}
      title={t('create.title')}
      size="lg"
      initialValues={initialValues}
      validate={{
        name: check.name,
        url: check.allOf(check.required, check.webAddress),
        events: (events: WebhookEvent[]) => (events.length > 0 ? null : t('events_required')),
      }}
      fieldOfPath={{'config.url': 'url'}}
      create={create}
    >
      {(form) => (
        <>
          <TextInput label={t('common:name')} data-autofocus {...form.getInputProps('name')} />
          <TextInput
            label={t('url')}
            description={t('url_text')}
            type="url"
            placeholder="https://example.com/hooks/daemun"
            {...form.getInputProps('url')}
          />
          <EventPicker {...form.getInputProps('events')} />
        </>
      )}
    </CreateDialog>
  );
}
