import {Anchor, Code, Group, Stack, Text} from '@mantine/core';
import {useParams} from '@tanstack/react-router';
import type {ReactNode} from 'react';
import {useTranslation} from 'react-i18next';

import {CodeBlock} from '../../components/code_block.tsx';
import {CopyButton} from '../../components/copy_button.tsx';
import {DetailWaiting} from '../../components/detail_waiting.tsx';
import {Facts} from '../../components/facts.tsx';
import {FormSection} from '../../components/form_section.tsx';
import {MailFrame} from '../../components/mail_frame.tsx';
import {NotFound} from '../../components/not_found.tsx';
import {PageHeader} from '../../components/page_header.tsx';
import {QueryError} from '../../components/query_error.tsx';
import {Time} from '../../components/time.tsx';
import {useMailbox, type MailboxMessage} from '../../data/connectors.ts';
import {codeOf, linkOf} from './content.ts';
import {useUsageName} from './usage_name.tsx';

/** One message of the development mailbox. */
export function MessageDetails() {
  const {id} = useParams({from: '/shell/messages/$id'});
  const {data, error, refetch} = useMailbox();
  if (!data) {
    return error ? <QueryError level={1} error={error} retry={() => void refetch()} /> : <DetailWaiting />;
  }
  // Emptied, or older than a day.
  const message = data.messages.find((one) => one.id === id);
  return message ? <Message message={message} /> : <NotFound />;
}

function Message({message}: {message: MailboxMessage}) {
  const {t} = useTranslation(['messages', 'common']);
  const nameOf = useUsageName();
  const {to, type, subject, html, text, usageType, createdAt, payload} = message;
  const [code, link] = [codeOf(message), linkOf(message)];
  const title = subject || nameOf(usageType);
  const facts: [name: string, value: ReactNode][] = [
    [t('to'), to],
    [t('common:type'), t(`kind.${type}`)],
    [t('usage_title'), nameOf(usageType)],
    [t('time'), <Time at={createdAt} />],
  ];
  if (code) facts.push([t('code'), <Taken value={code} label={t('code')} />]);
  if (link) facts.push([t('link'), <Taken value={link} label={t('link')} isLink />]);
  return (
    <>
      <PageHeader back={{to: '/messages', label: t('common:nav.messages')}} title={title} />
      <Stack gap="md">
        <FormSection title={t('details')}>
          <Facts facts={facts} />
        </FormSection>
        {html && <MailFrame title={title} html={html} />}
        {text && (
          <FormSection title={t(html ? 'plain' : 'content')} description={html ? t('plain_text') : undefined}>
            <Text component="div" size="sm" style={{whiteSpace: 'pre-wrap', overflowWrap: 'anywhere'}}>
              {text}
            </Text>
          </FormSection>
        )}
        <FormSection title={t('variables')} description={t('variables_text')}>
          <CodeBlock title="payload.json" code={JSON.stringify(payload, null, 2)} />
        </FormSection>
      </Stack>
    </>
  );
}

/** What the message was sent for, to be taken elsewhere. */
const Taken = ({value, label, isLink}: {value: string; label: string; isLink?: boolean}) => (
  <Group gap={2} wrap="nowrap" miw={0}>
    {isLink ? (
      <Anchor href={value} target="_blank" rel="noreferrer" inherit style={{overflowWrap: 'anywhere'}}>
        {value}
      </Anchor>
    ) : (
      <Code fz="md" fw={600}>
        {value}
      </Code>
    )}
    <CopyButton value={value} label={label} />
  </Group>
);
