import {SegmentedControl, Stack, Text} from '@mantine/core';
import {useState} from 'react';
import {useTranslation} from 'react-i18next';

import {builtInLanguages} from '../email_templates/built_in.ts';
import {render, samplePayload} from '../email_templates/variables.ts';
import {usageTypes, useUsageName} from '../messages/usage_name.tsx';
import {nameOfLanguage} from '../sign_in_experience/languages.ts';
import {Bubble} from './bubble.tsx';
import {builtInSms} from './built_in.ts';

/** The server's own texts, which follow the user's language. */
export function BuiltInTexts() {
  const {t, i18n} = useTranslation('sms_templates');
  const nameOf = useUsageName();
  const [language, setLanguage] = useState(i18n.language);
  return (
    <Stack gap="md">
      <SegmentedControl
        size="xs"
        style={{alignSelf: 'flex-start'}}
        aria-label={t('language')}
        value={language}
        onChange={setLanguage}
        data={builtInLanguages.map((value) => ({value, label: nameOfLanguage(value, i18n.language)}))}
      />
      {usageTypes.map((type) => (
        <div key={type}>
          <Text size="sm" fw={500} mb={4}>
            {nameOf(type)}
          </Text>
          <Bubble language={language}>{render(builtInSms(type, language), samplePayload(type, language), 'text')}</Bubble>
        </div>
      ))}
    </Stack>
  );
}
