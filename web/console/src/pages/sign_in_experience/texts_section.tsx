import {Accordion, ActionIcon, Button, Group, Select, Switch, Text, TextInput, Tooltip} from '@mantine/core';
import {useDisclosure} from '@mantine/hooks';
import {IconPlus, IconSearch, IconTrash} from '@tabler/icons-react';
import {useState} from 'react';
import {useTranslation} from 'react-i18next';

import {FormSection} from '../../components/form_section.tsx';
import {AddLanguage} from './add_language.tsx';
import {nameOfLanguage} from './languages.ts';
import {baseOf, builtInLanguages, useBuiltIn, type Texts} from './phrases.ts';
import {usePreview} from './preview_context.ts';
import {TextRow} from './text_row.tsx';

interface Props {
  known: Texts;
  fallback: string;
  texts: Record<string, Texts>;
  onChange: (texts: Record<string, Texts>) => void;
}

const mostFound = 40;
type Group = 'common';

/** Every text of the sign-in pages, with what a tenant says instead, one language at a time. */
export function TextsSection({known, fallback, texts, onChange}: Props) {
  const {t, i18n} = useTranslation(['sign_in_experience', 'common']);
  const preview = usePreview();
  const [isAdding, {open, close}] = useDisclosure(false);
  const [search, setSearch] = useState('');
  const [isChangedOnly, setChangedOnly] = useState(false);
  // The preview speaks the language whose texts are edited.
  const language = texts[preview.language] ? preview.language : fallback;
  const {data: base = known} = useBuiltIn(baseOf(language));
  const own = texts[language] ?? {};

  const put = (name: string, text: string) => {
    const {[name]: _, ...others} = own;
    onChange({...texts, [language]: text ? {...others, [name]: text} : others});
  };
  const remove = () => {
    const {[language]: _, ...others} = texts;
    onChange(others);
    preview.setLanguage(fallback);
  };
  const word = search.trim().toLowerCase();
  const isFound = (name: string) =>
    (!isChangedOnly || own[name] !== undefined) &&
    [name, base[name], own[name]].some((text) => text?.toLowerCase().includes(word));
  const names = Object.keys(known);
  const found = word || isChangedOnly ? names.filter(isFound) : undefined;
  const groups = [...new Set(names.map((name) => name.split('.')[0]!))];
  const row = (name: string) => (
    <TextRow
      key={`${language} ${name}`}
      name={name}
      builtIn={base[name] ?? known[name]!}
      text={own[name]}
      onChange={put}
    />
  );
  const isRemovable = !builtInLanguages.includes(language) && language !== fallback;

  return (
    <FormSection title={t('content.texts')} description={t('content.texts_text')}>
      <Group gap="xs" align="flex-end">
        <Select
          flex="1 1 160px"
          label={t('content.text_language')}
          value={language}
          data={Object.keys(texts).map((value) => ({value, label: nameOfLanguage(value, i18n.language)}))}
          allowDeselect={false}
          onChange={(value) => value && preview.setLanguage(value)}
        />
        {isRemovable && (
          <Tooltip label={t('content.remove_language')}>
            <ActionIcon size={36} aria-label={t('content.remove_language')} onClick={remove}>
              <IconTrash size={16} stroke={1.5} />
            </ActionIcon>
          </Tooltip>
        )}
        <Button variant="default" leftSection={<IconPlus size={16} />} onClick={open}>
          {t('content.add_language')}
        </Button>
      </Group>
      <Group gap="md">
        <TextInput
          flex="1 1 200px"
          type="search"
          value={search}
          aria-label={t('content.search')}
          placeholder={t('content.search')}
          leftSection={<IconSearch size={16} stroke={1.5} />}
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
        <Switch
          label={t('content.changed_only')}
          checked={isChangedOnly}
          onChange={(event) => setChangedOnly(event.currentTarget.checked)}
        />
      </Group>
      {found ? (
        <div>
          {found.slice(0, mostFound).map(row)}
          {found.length !== 0 && found.length <= mostFound ? null : (
            <Text size="sm" c="dimmed" role="status" py="sm">
              {found.length === 0
                ? t('common:list.nothing_found')
                : t('content.more', {count: found.length - mostFound})}
            </Text>
          )}
        </div>
      ) : (
        <Accordion variant="default" chevronPosition="left" multiple>
          {groups.map((group) => {
            const inGroup = names.filter((name) => name.startsWith(`${group}.`));
            const changed = inGroup.filter((name) => own[name] !== undefined).length;
            return (
              <Accordion.Item key={group} value={group}>
                <Accordion.Control>
                  <Group justify="space-between" wrap="nowrap">
                    <Text size="sm">{t(`content.group.${group as Group}`, {defaultValue: group})}</Text>
                    <Text size="xs" c="dimmed">
                      {changed ? t('content.changed', {count: changed}) : inGroup.length}
                    </Text>
                  </Group>
                </Accordion.Control>
                <Accordion.Panel>{inGroup.map(row)}</Accordion.Panel>
              </Accordion.Item>
            );
          })}
        </Accordion>
      )}
      <AddLanguage
        opened={isAdding}
        known={Object.keys(texts)}
        onClose={close}
        onAdd={(tag) => {
          onChange({...texts, [tag]: {}});
          preview.setLanguage(tag);
        }}
      />
    </FormSection>
  );
}
