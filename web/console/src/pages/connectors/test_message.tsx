import {Alert, Button, Group, Select, TextInput} from '@mantine/core';
import {useMutation} from '@tanstack/react-query';
import {IconSend} from '@tabler/icons-react';
import {useState} from 'react';
import {useTranslation} from 'react-i18next';

import {messageOf} from '../../api/api_error.ts';
import {api} from '../../api/client.ts';
import {FormSection} from '../../components/form_section.tsx';
import * as check from '../../components/validate.ts';
import {useUsageName, type UsageType} from '../messages/usage_name.tsx';
import {builtInLanguages} from '../sign_in_experience/phrases.ts';
import {nameOfLanguage} from '../sign_in_experience/languages.ts';
import type {Config} from './config_form.ts';

interface Props {
  factoryId: string;
  type: string;
  /** what the form says at the moment; throws if that is no configuration */
  config: () => Config;
  /** the kinds of messages to choose from; otherwise a general one is sent */
  usageTypes?: readonly UsageType[];
}

/** Sends a code that opens nothing, with the form's configuration, saved or not. */
export function TestMessage({factoryId, type, config, usageTypes}: Props) {
  const {t, i18n} = useTranslation(['connectors', 'common']);
  const isMail = type === 'Email';
  const [to, setTo] = useState('');
  const [fault, setFault] = useState<string | null>(null);
  const [locale, setLocale] = useState(i18n.language);
  const nameOf = useUsageName();
  const [templateType, setTemplateType] = useState<UsageType | undefined>(usageTypes?.[0]);
  const send = useMutation({
    mutationFn: () => {
      const recipient = isMail ? {email: to.trim()} : {phone: to.replaceAll(/\D/g, '')};
      return api.POST('/api/connectors/{factoryId}/test', {
        params: {path: {factoryId}},
        body: {...recipient, config: config(), locale, ...(templateType && {templateType})},
      });
    },
  });
  const submit = () => {
    const found = check.required(to) ?? (isMail ? check.email : check.phone)(to);
    setFault(found);
    if (!found) send.mutate();
  };
  return (
    <FormSection title={t('test.title')} description={t('test.text')}>
      <Group align="flex-start" gap="xs">
        <TextInput
          flex="2 1 170px"
          type={isMail ? 'email' : 'tel'}
          label={t(isMail ? 'test.email' : 'test.phone')}
          placeholder={isMail ? 'name@example.com' : '+82 10 1234 5678'}
          value={to}
          error={fault}
          onChange={(event) => {
            setTo(event.currentTarget.value);
            setFault(null);
          }}
          onKeyDown={(event) => {
            if (event.key !== 'Enter') return;
            // The form around it saves.
            event.preventDefault();
            submit();
          }}
        />
        <Select
          flex="1 1 120px"
          label={t('test.language')}
          data={builtInLanguages.map((value) => ({value, label: nameOfLanguage(value, i18n.language)}))}
          value={locale}
          onChange={(value) => value && setLocale(value)}
          allowDeselect={false}
        />
        {usageTypes && (
          <Select
            flex="1 1 150px"
            label={t('test.usage')}
            data={usageTypes.map((value) => ({value, label: nameOf(value)}))}
            value={templateType ?? null}
            onChange={(value) => value && setTemplateType(value)}
            allowDeselect={false}
          />
        )}
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
      <div role="status">
        {send.isSuccess && (
          <Alert color="gate" title={t('test.accepted')}>
            {t('test.accepted_text')}
          </Alert>
        )}
        {send.isError && (
          <Alert color="red" title={t('test.failed')} style={{overflowWrap: 'anywhere'}}>
            {messageOf(send.error)}
          </Alert>
        )}
      </div>
    </FormSection>
  );
}
