import {SegmentedControl, SimpleGrid, Stack, Text, Textarea, TextInput} from '@mantine/core';
import {useTranslation} from 'react-i18next';

import {CodeEditor} from '../../components/code_editor.tsx';
import {EditForm} from '../../components/edit_form.tsx';
import {FormSection} from '../../components/form_section.tsx';
import {MailFrame} from '../../components/mail_frame.tsx';
import {useEditForm} from '../../components/use_edit_form.ts';
import * as check from '../../components/validate.ts';
import type {UsageType} from '../messages/usage_name.tsx';
import {builtInMail} from './built_in.ts';
import {saveTemplate, type Details, type EmailTemplate} from './data.ts';
import {TestMail} from './test_mail.tsx';
import {render, samplePayload, unknownVariables} from './variables.ts';
import {Variables} from './variables_list.tsx';

interface Props {
  type: UsageType;
  language: string;
  /** the tenant's own in this language */
  template: EmailTemplate | undefined;
  /** the tenant's own that is sent in its place */
  substitute: EmailTemplate | undefined;
}

interface Values {
  [name: string]: unknown;
  subject: string;
  contentType: 'text/html' | 'text/plain';
  content: string;
  replyTo: string;
  sendFrom: string;
}

const toValues = ({subject, content, contentType, replyTo, sendFrom}: Details): Values => ({
  subject,
  contentType: contentType ?? 'text/html',
  content,
  replyTo: replyTo ?? '',
  sendFrom: sendFrom ?? '',
});

const toDetails = ({subject, contentType, content, replyTo, sendFrom}: Values): Details => ({
  subject: subject.trim(),
  contentType,
  content,
  ...(replyTo.trim() && {replyTo: replyTo.trim()}),
  ...(sendFrom.trim() && {sendFrom: sendFrom.trim()}),
});

const fieldOfPath = {
  'templates.0.details.subject': 'subject',
  'templates.0.details.content': 'content',
  'templates.0.details.replyTo': 'replyTo',
  'templates.0.details.sendFrom': 'sendFrom',
};

export function TemplateForm({type, language, template, substitute}: Props) {
  const {t} = useTranslation(['email_templates', 'common']);
  const shown = template ?? substitute;
  const {form, ...edit} = useEditForm<Values>({
    stored: toValues(shown?.details ?? builtInMail(type, language)),
    validate: {
      subject: check.allOf(check.required, check.atMost(1024)),
      content: check.allOf(check.required, check.atMost(131_072)),
      replyTo: check.atMost(320),
      sendFrom: check.atMost(320),
    },
    fieldOfPath,
    save: (values) => saveTemplate(type, language, toDetails(values)),
  });
  const {subject, content, contentType} = form.values;
  const isHtml = contentType === 'text/html';
  const unknown = unknownVariables(`${subject} ${content}`, type);
  const payload = samplePayload(type, language);
  const filled = render(content, payload, isHtml ? 'html' : 'text');
  const line = render(subject, payload, 'text');
  return (
    <Stack gap="md">
      <EditForm form={edit}>
        <FormSection title={t('content')} description={<Variables type={type} />}>
          <TextInput label={t('subject')} {...form.getInputProps('subject')} />
          <div>
            <SegmentedControl
              size="xs"
              mb={6}
              aria-label={t('format')}
              {...form.getInputProps('contentType')}
              data={[
                {value: 'text/html', label: 'HTML'},
                {value: 'text/plain', label: t('plain')},
              ]}
            />
            {isHtml ? (
              <CodeEditor label={t('body')} minRows={14} {...form.getInputProps('content')} />
            ) : (
              <Textarea label={t('body')} autosize minRows={10} maxRows={32} {...form.getInputProps('content')} />
            )}
          </div>
          {unknown.length > 0 && (
            <Text size="sm" c="red" role="status">
              {t('unknown', {names: unknown.map((name) => `{{${name}}}`).join(', ')})}
            </Text>
          )}
        </FormSection>
        <section aria-label={t('preview')}>
          <MailFrame title={t('preview')} {...(isHtml ? {html: filled} : {text: filled})}>
            <Text size="sm" fw={500} style={{overflowWrap: 'anywhere'}}>
              {line}
            </Text>
          </MailFrame>
          <Text size="xs" c="dimmed" mt={6}>
            {t('preview_text')}
          </Text>
        </section>
        <FormSection title={t('sender')} description={t('sender_text')}>
          <SimpleGrid cols={{base: 1, sm: 2}}>
            <TextInput label={t('send_from')} placeholder={t('of_connector')} {...form.getInputProps('sendFrom')} />
            <TextInput label={t('reply_to')} placeholder={t('of_connector')} {...form.getInputProps('replyTo')} />
          </SimpleGrid>
        </FormSection>
      </EditForm>
      <TestMail type={type} language={language} isStale={edit.isDirty} />
    </Stack>
  );
}
