import {Fieldset, Group, Text, Textarea, TextInput} from '@mantine/core';
import type {ComponentProps} from 'react';
import {useTranslation} from 'react-i18next';

import {render, samplePayload, unknownVariables} from '../email_templates/variables.ts';
import {useUsageName, type UsageType} from '../messages/usage_name.tsx';
import {Bubble} from './bubble.tsx';
import {longest, partsOf} from './length.ts';

interface Props {
  type: UsageType;
  members: string[];
  language: string;
  /** of the factory */
  connectorId: string;
  fieldProps: (member: string) => Pick<ComponentProps<typeof TextInput>, 'value' | 'error'>;
}

// These connectors send nothing in the place of a text that is not there.
const withoutFallback = ['smsaero-short-message-service', 'tencent-short-message-service'];
const always: readonly UsageType[] = ['SignIn', 'Register', 'ForgotPassword', 'Generic'];

/** One kind of message: its text with a preview, or what the provider keeps it under. */
export function TextField({type, members, language, connectorId, fieldProps}: Props) {
  const {t} = useTranslation('sms_templates');
  const name = useUsageName()(type);
  const whenEmpty = t(withoutFallback.includes(connectorId) ? 'empty_unsent' : 'empty_general');
  const hint = always.includes(type) ? t(`when.${type}`) : `${t(`when.${type}`)} ${whenEmpty}`;
  if (members.length === 1 && members[0] === 'content') {
    const props = fieldProps('content');
    return (
      <div>
        <Textarea label={name} description={hint} autosize minRows={2} maxRows={8} {...(props as object)} />
        <Shown type={type} text={String(props.value ?? '')} language={language} />
      </div>
    );
  }
  return (
    <Fieldset legend={name} radius="md" p="sm">
      <Text size="xs" c="dimmed" mb="xs">
        {hint}
      </Text>
      <Group align="flex-start" gap="sm">
        {members.map((member) => (
          <TextInput
            key={member}
            flex="1 1 180px"
            label={t(labels[member] ?? 'member.templateCode')}
            {...fieldProps(member)}
          />
        ))}
      </Group>
    </Fieldset>
  );
}

const labels: Record<string, `member.${'content' | 'language' | 'templateCode' | 'templateName'}`> = {
  content: 'member.content',
  language: 'member.language',
  templateCode: 'member.templateCode',
  templateName: 'member.templateName',
};

function Shown({type, text, language}: {type: UsageType; text: string; language: string}) {
  const {t} = useTranslation('sms_templates');
  if (!text.trim()) return null;
  const shown = render(text, samplePayload(type, language), 'text');
  const unknown = unknownVariables(text, type);
  const needed = type === 'OrganizationInvitation' ? 'link' : 'code';
  const lacks = !new RegExp(`\\{\\{\\s*${needed}\\s*\\}\\}`).test(text);
  const isTooLong = [...shown].length > longest;
  const faults = [
    lacks && t('lacks', {name: `{{${needed}}}`}),
    unknown.length > 0 && t('unknown', {names: unknown.map((name) => `{{${name}}}`).join(', ')}),
    isTooLong && t('too_long', {max: longest}),
  ].filter((fault) => fault !== false);
  return (
    <div style={{marginTop: 8}}>
      <Bubble>{shown}</Bubble>
      <Text size="xs" c="dimmed" mt={4}>
        {t('parts', {count: partsOf(shown)})}
      </Text>
      {faults.length > 0 && (
        <Text size="sm" c="red" role="status" mt={4}>
          {faults.join(' ')}
        </Text>
      )}
    </div>
  );
}
