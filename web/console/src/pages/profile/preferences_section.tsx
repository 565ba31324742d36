import {Input, SegmentedControl, Select, useMantineColorScheme, type MantineColorScheme} from '@mantine/core';
import {useTranslation} from 'react-i18next';

import {FormSection} from '../../components/form_section.tsx';
import {languages, speak, type Language} from '../../i18n.ts';

const schemes = ['auto', 'light', 'dark'] as const;

/** Of this browser, and effective at once. */
export function PreferencesSection() {
  const {t, i18n} = useTranslation(['profile', 'common']);
  const {colorScheme, setColorScheme} = useMantineColorScheme();
  return (
    <FormSection title={t('preferences.title')} description={t('preferences.text')}>
      <Select
        label={t('common:shell.language')}
        data={Object.entries(languages).map(([value, label]) => ({value, label}))}
        value={i18n.language}
        onChange={(language) => void speak(language as Language)}
        allowDeselect={false}
        maw={280}
      />
      <Input.Wrapper label={t('common:shell.scheme')} labelElement="div">
        <div>
          <SegmentedControl
            aria-label={t('common:shell.scheme')}
            data={schemes.map((value) => ({value, label: t(`common:scheme.${value}`)}))}
            value={colorScheme}
            onChange={(value) => setColorScheme(value as MantineColorScheme)}
          />
        </div>
      </Input.Wrapper>
    </FormSection>
  );
}
