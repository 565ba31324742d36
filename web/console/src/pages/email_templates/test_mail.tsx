import {Alert, Anchor, Button, Group, Text, TextInput} from '@mantine/core';
import {useMutation} from '@tanstack/react-query';
import {IconSend} from '@tabler/icons-react';
import {Link} from '@tanstack/react-router';
import {useState} from 'react';
import {useTranslation} from 'react-i18next';

import {messageOf} from '../../api/api_error.ts';
import {api} from '../../api/client.ts';
import {FormSection} from '../../components/form_section.tsx';
import * as check from '../../components/validate.ts';
import {inLanguage, useConnectors, type Connector} from '../../data/connectors.ts';
import type {UsageType} from '../messages/usage_name.tsx';

interface Props {
  type: UsageType;
  language: string;
  /** what is stored is sent, and not what is being edited */
  isStale: boolean;
}

/** Sends this mail through the connector in use. */
export function TestMail(props: Props) {
  const {t} = useTranslation(['email_templates', 'common']);
  const {data} = useConnectors();
  const connector = data?.find((one) => one.type === 'Email');
  return (
    <FormSection title={t('test.title')} description={t('test.text')}>
      {data && !connector && (
        <Text size="sm" c="dimmed">
          {t('test.none')}{' '}
          <Anchor component={Link} to="/connectors" inherit underline="always">
            {t('common:nav.connectors')}
          </Anchor>
        </Text>
      )}
      {connector && <Send {...props} connector={connector} />}
    </FormSection>
  );
}

function Send({type, language, isStale, connector}: Props & {connector: Connector}) {
  const {t, i18n} = useTranslation(['email_templates', 'common']);
  const [to, setTo] = useState('');
  const [fault, setFault] = useState<string | null>(null);
  const send = useMutation({
    mutationFn: () =>
      api.POST('/api/connectors/{factoryId}/test', {
        params: {path: {factoryId: connector.connectorId}},
        body: {email: to.trim(), config: connector.config, locale: language, templateType: type},
      }),
  });
  const submit = () => {
    const found = check.required(to) ?? check.email(to);
    setFault(found);
    if (!found) send.mutate();
  };
  return (
    <>
      <Group align="flex-start" gap="xs">
        <TextInput
          flex="1 1 220px"
          type="email"
          label={t('test.to')}
          placeholder="name@example.com"
          value={to}
          error={fault}
          onChange={(event) => {
            setTo(event.currentTarget.value);
            setFault(null);
          }}
          onKeyDown={(event) => event.key === 'Enter' && submit()}
        />
        <Button
          variant="default"
          mt={22}
          leftSection={<IconSend size={16} stroke={1.5} />}
          loading={send.isPending}
          onClick={submit}
        >
          {t('test.send')}
        </Button>
      </Group>
      {isStale && (
        <Text size="xs" c="dimmed">
          {t('test.stale')}
        </Text>
      )}
      <div role="status">
        {send.isSuccess && (
          <Alert color="gate">{t('test.accepted', {name: inLanguage(connector.name, i18n.language)})}</Alert>
        )}
        {send.isError && (
          <Alert color="red" title={t('test.failed')} style={{overflowWrap: 'anywhere'}}>
            {messageOf(send.error)}
          </Alert>
        )}
      </div>
    </>
  );
}
