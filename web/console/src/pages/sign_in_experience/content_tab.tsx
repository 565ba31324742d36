import {Radio, Select, Stack} from '@mantine/core';
import {useTranslation} from 'react-i18next';

import {EditForm} from '../../components/edit_form.tsx';
import {FormSection} from '../../components/form_section.tsx';
import {useEditForm} from '../../components/use_edit_form.ts';
import {toContent, saveContent, type Content} from './content.ts';
import type {CustomPhrases, Experience} from './data.ts';
import type {LanguageTag} from './language_tags.ts';
import {nameOfLanguage} from './languages.ts';
import {useBuiltIn, type Texts} from './phrases.ts';
import {useDraft} from './preview_context.ts';
import {TextsSection} from './texts_section.tsx';

interface Props {
  experience: Experience;
  phrases: CustomPhrases[];
}

export function ContentTab(props: Props) {
  // English has every text that there is.
  const {data: english} = useBuiltIn('en');
  return english ? <ContentForm {...props} known={english} /> : null;
}

function ContentForm({experience, phrases, known}: Props & {known: Texts}) {
  const {t, i18n} = useTranslation('sign_in_experience');
  const stored = toContent(experience, phrases, known);
  const {form, ...edit} = useEditForm<Content>({
    stored,
    fieldOfPath: {'languageInfo.fallbackLanguage': 'fallbackLanguage'},
    fieldOfCode: {'localization.cannot_delete_default_language': 'fallbackLanguage'},
    save: (content) => saveContent(content, stored, phrases, known),
  });
  const {texts, autoDetect, fallbackLanguage} = form.values;
  useDraft({texts, settings: {languageInfo: {autoDetect, fallbackLanguage: fallbackLanguage as LanguageTag}}});
  const name = nameOfLanguage(fallbackLanguage, i18n.language);
  return (
    <EditForm form={edit}>
      <FormSection title={t('content.language')} description={t('content.language_text')}>
        <Radio.Group
          aria-label={t('content.language')}
          value={autoDetect ? 'automatic' : 'fixed'}
          onChange={(value) => form.setFieldValue('autoDetect', value === 'automatic')}
        >
          <Stack gap="sm">
            <Radio value="automatic" label={t('content.automatic')} description={t('content.automatic_text', {name})} />
            <Radio value="fixed" label={t('content.fixed')} description={t('content.fixed_text', {name})} />
          </Stack>
        </Radio.Group>
        <Select
          label={t(autoDetect ? 'content.fallback' : 'content.fixed_language')}
          data={Object.keys(texts).map((value) => ({value, label: nameOfLanguage(value, i18n.language)}))}
          allowDeselect={false}
          styles={{wrapper: {maxWidth: 320}}}
          {...form.getInputProps('fallbackLanguage')}
        />
      </FormSection>
      <TextsSection
        known={known}
        fallback={fallbackLanguage}
        texts={texts}
        onChange={(next) => form.setFieldValue('texts', next)}
      />
    </EditForm>
  );
}
