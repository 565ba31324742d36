import {Alert, Button, Code, Group, Select, Text} from '@mantine/core';
import {useMutation} from '@tanstack/react-query';
import {IconSend} from '@tabler/icons-react';
import {useState} from 'react';
import {useTranslation} from 'react-i18next';

import {ApiError, messageOf} from '../../api/api_error.ts';
import {api} from '../../api/client.ts';
import type {Body} from '../../api/types.ts';
import {FormSection} from '../../components/form_section.tsx';
import type {WebhookEvent} from './data.ts';

interface Props {
  id: string;
  events: WebhookEvent[];
  config: Body<'/api/hooks/{id}/test', 'post'>['config'];
}

/** Sends a made-up event with what the form says at the moment, saved or not. */
export function TestCall({id, events, config}: Props) {
  const {t} = useTranslation(['webhooks', 'common']);
  const [chosen, setChosen] = useState<WebhookEvent>();
  const event = chosen && events.includes(chosen) ? chosen : events[0];
  const send = useMutation({
    mutationFn: (event: WebhookEvent) =>
      api.POST('/api/hooks/{id}/test', {params: {path: {id}}, body: {events: [event], config}}),
  });
  return (
    <FormSection title={t('test.title')} description={t('test.text')}>
      <Group align="flex-end" gap="xs">
        <Select
          label={t('common:noun.event')}
          data={events}
          value={event ?? null}
          onChange={(value) => setChosen((value as WebhookEvent | null) ?? undefined)}
          allowDeselect={false}
          disabled={events.length === 0}
          flex="1 1 220px"
        />
        <Button
          variant="default"
          leftSection={<IconSend size={16} stroke={1.5} />}
          loading={send.isPending}
          disabled={!event}
          onClick={() => send.mutate(event!)}
        >
          {t('test.send')}
        </Button>
      </Group>
      <div role="status">
        {send.isSuccess && (
          <Alert color="gate" title={t('test.accepted')}>
            {t('test.accepted_text')}
          </Alert>
        )}
        {send.isError && <Refusal error={send.error} />}
      </div>
    </FormSection>
  );
}

interface Answer {
  responseStatus?: number;
  responseBody?: string;
}

/** The endpoint's answer, or why there was none. */
function Refusal({error}: {error: Error}) {
  const {t} = useTranslation(['webhooks', 'common']);
  const {responseStatus, responseBody} = ((error instanceof ApiError && error.data) || {}) as Answer;
  if (responseStatus === undefined) {
    return (
      <Alert color="red" title={t('test.failed')}>
        {messageOf(error)}
      </Alert>
    );
  }
  return (
    <Alert color="red" title={t('test.refused', {status: responseStatus})}>
      <Text size="sm">{t('test.refused_text')}</Text>
      {responseBody && (
        <Code block mt="xs">
          {responseBody}
        </Code>
      )}
    </Alert>
  );
}
