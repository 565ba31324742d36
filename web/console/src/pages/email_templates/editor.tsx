import {Badge, Group, Select, Stack, Text} from '@mantine/core';
import {useNavigate, useParams, useSearch} from '@tanstack/react-router';
import {useState} from 'react';
import {useTranslation} from 'react-i18next';

import {DeleteMenu} from '../../components/delete_menu.tsx';
import {DetailWaiting} from '../../components/detail_waiting.tsx';
import type {ListSearch} from '../../components/list_search.ts';
import {NotFound} from '../../components/not_found.tsx';
import {PageHeader} from '../../components/page_header.tsx';
import {QueryError} from '../../components/query_error.tsx';
import {usageTypes, useUsageName, type UsageType} from '../messages/usage_name.tsx';
import {languageTags} from '../sign_in_experience/language_tags.ts';
import {nameOfLanguage} from '../sign_in_experience/languages.ts';
import {deleteTemplate, type EmailTemplate} from './data.ts';
import {useTemplateLanguages} from './languages.ts';
import {TemplateForm} from './template_form.tsx';

/** One kind of mail, in one language at a time. */
export function EmailTemplateEditor() {
  const {type} = useParams({from: '/shell/email-templates/$type'});
  const known = usageTypes.find((one) => one === type);
  const {templates, languages, fallback, failed} = useTemplateLanguages();
  if (!known) return <NotFound />;
  if (failed) return <QueryError level={1} error={failed.error} retry={() => void failed.refetch()} />;
  if (!templates) return <DetailWaiting />;
  return <Editor type={known} templates={templates} languages={languages} fallback={fallback} />;
}

interface Props {
  type: UsageType;
  templates: EmailTemplate[];
  languages: string[];
  fallback: string;
}

function Editor({type, templates, languages, fallback}: Props) {
  const {t, i18n} = useTranslation(['email_templates', 'common']);
  const nameOf = useUsageName();
  const search: ListSearch = useSearch({strict: false});
  const navigate = useNavigate();
  const language = typeof search['language'] === 'string' ? search['language'] : fallback;
  const find = (usage: UsageType, tag: string) =>
    templates.find((one) => one.templateType === usage && one.languageTag === tag);
  const own = find(type, language);
  // As the server looks for it.
  const substitute = find(type, fallback) ?? find('Generic', fallback);
  const show = (tag: string) =>
    void navigate({to: '.', search: {language: tag === fallback ? undefined : tag} as never, replace: true});
  return (
    <>
      <PageHeader
        back={{to: '/email-templates', label: t('common:nav.email_templates')}}
        title={nameOf(type)}
        description={t(`when.${type}`)}
        actions={
          own && (
            <DeleteMenu
              title={t('reset.title')}
              action={t('reset.action')}
              onConfirm={() => deleteTemplate(own.id)}
            >
              {t('reset.text', {language: nameOfLanguage(language, i18n.language)})}
            </DeleteMenu>
          )
        }
      />
      <Stack gap="md">
        <Group gap="sm" align="flex-end">
          <LanguageSelect
            value={language}
            languages={languages}
            isOwn={(tag) => find(type, tag) !== undefined}
            onChange={show}
          />
          <Badge color={own ? 'gate' : 'gray'} mb={9}>
            {t(own ? 'own' : 'built_in')}
          </Badge>
        </Group>
        {!own && substitute && (
          <Text size="sm" c="dimmed">
            {t('substitute', {
              mail: nameOf(substitute.templateType),
              language: nameOfLanguage(substitute.languageTag, i18n.language),
            })}
          </Text>
        )}
        <TemplateForm
          key={`${type} ${language}`}
          type={type}
          language={language}
          template={own}
          substitute={substitute}
        />
      </Stack>
    </>
  );
}

interface SelectProps {
  value: string;
  languages: string[];
  isOwn: (tag: string) => boolean;
  onChange: (tag: string) => void;
}

function LanguageSelect({value, languages, isOwn, onChange}: SelectProps) {
  const {t, i18n} = useTranslation('email_templates');
  const [search, setSearch] = useState('');
  const label = (tag: string) => `${nameOfLanguage(tag, i18n.language)}${isOwn(tag) ? ' ✓' : ''}`;
  const first = languages.includes(value) ? languages : [...languages, value];
  const others = languageTags.filter((tag) => !first.includes(tag));
  return (
    <Select
      label={t('language')}
      value={value}
      data={[
        {group: t('languages.pages'), items: first.map((tag) => ({value: tag, label: label(tag)}))},
        {group: t('languages.others'), items: others.map((tag) => ({value: tag, label: `${label(tag)} · ${tag}`}))},
      ]}
      searchable
      searchValue={search}
      onSearchChange={setSearch}
      allowDeselect={false}
      maxDropdownHeight={320}
      onChange={(tag) => tag && onChange(tag)}
      w={260}
    />
  );
}
