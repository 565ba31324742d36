import {Button, Drawer} from '@mantine/core';
import {useDisclosure, useMediaQuery} from '@mantine/hooks';
import {IconEye} from '@tabler/icons-react';
import {useMemo, useState} from 'react';
import {useTranslation} from 'react-i18next';

import {PageHeader} from '../../components/page_header.tsx';
import {QueryError} from '../../components/query_error.tsx';
import {RouteTabs, useCurrentTab} from '../../components/route_tabs.tsx';
import {BrandingTab} from './branding_tab.tsx';
import {ContentTab} from './content_tab.tsx';
import {CustomUiTab} from './custom_ui_tab.tsx';
import {useCustomPhrases, useExperience, type CustomPhrases, type Experience} from './data.ts';
import {FieldsTab} from './fields_tab.tsx';
import classes from './page.module.css';
import {PreviewContext, type Draft} from './preview_context.ts';
import {Preview} from './preview.tsx';
import {SignInTab} from './sign_in_tab.tsx';

export function SignInExperiencePage() {
  const experience = useExperience();
  const phrases = useCustomPhrases();
  const failed = [experience, phrases].find(({error, data}) => error && !data);
  const {t} = useTranslation(['sign_in_experience', 'common']);
  if (experience.data && phrases.data) return <Editor experience={experience.data} phrases={phrases.data} />;
  return (
    <>
      <PageHeader title={t('common:nav.sign_in_experience')} description={t('text')} />
      {failed && <QueryError error={failed.error} retry={() => void failed.refetch()} />}
    </>
  );
}

function Editor({experience, phrases}: {experience: Experience; phrases: CustomPhrases[]}) {
  const {t, i18n} = useTranslation(['sign_in_experience', 'common']);
  const [draft, setDraft] = useState<Draft>({});
  const [language, setLanguage] = useState(i18n.language);
  const preview = useMemo(() => ({setDraft, language, setLanguage}), [language]);
  const [isOpen, {open, close}] = useDisclosure(false);
  const isWide = useMediaQuery('(min-width: 80em)', undefined, {getInitialValueInEffect: false});
  const tab = useCurrentTab(['branding', 'sign-in', 'content', 'fields', 'custom-ui']);
  // Fields are asked for after a registration, on no page that can be previewed; pages of one's own are not ours to show.
  const hasPreview = tab !== 'fields' && tab !== 'custom-ui';

  const shown = <Preview experience={experience} phrases={phrases} draft={draft} />;
  const tabs = [
    {value: 'branding', label: t('common:branding.title'), content: <BrandingTab experience={experience} />},
    {value: 'sign-in', label: t('tab.sign_in'), content: <SignInTab experience={experience} />},
    {value: 'content', label: t('tab.content'), content: <ContentTab experience={experience} phrases={phrases} />},
    {value: 'fields', label: t('tab.fields'), content: <FieldsTab experience={experience} />},
    {value: 'custom-ui', label: t('tab.custom_ui'), content: <CustomUiTab experience={experience} />},
  ];
  return (
    <PreviewContext value={preview}>
      <PageHeader
        title={t('common:nav.sign_in_experience')}
        description={t('text')}
        actions={
          hasPreview &&
          !isWide && (
            <Button variant="default" leftSection={<IconEye size={16} stroke={1.5} />} onClick={open}>
              {t('preview.title')}
            </Button>
          )
        }
      />
      <div className={classes['columns']} data-wide data-beside={(hasPreview && isWide) || undefined}>
        <div className={classes['form']}>
          <RouteTabs label={t('common:nav.sign_in_experience')} tabs={tabs} />
        </div>
        {hasPreview && isWide && (
          <aside className={classes['beside']} aria-label={t('preview.title')}>
            {shown}
          </aside>
        )}
      </div>
      <Drawer
        opened={isOpen && hasPreview && !isWide}
        onClose={close}
        position="right"
        size="min(100%, 520px)"
        title={t('preview.title')}
        styles={{
          content: {display: 'flex', flexDirection: 'column'},
          body: {flex: 1, minHeight: 0},
        }}
      >
        {shown}
      </Drawer>
    </PreviewContext>
  );
}
