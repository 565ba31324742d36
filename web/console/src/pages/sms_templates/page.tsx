import {Anchor, Text} from '@mantine/core';
import {Link} from '@tanstack/react-router';
import {useTranslation} from 'react-i18next';

import {DetailWaiting} from '../../components/detail_waiting.tsx';
import {FormSection} from '../../components/form_section.tsx';
import {PageHeader} from '../../components/page_header.tsx';
import {QueryError} from '../../components/query_error.tsx';
import {inLanguage, useConnectors} from '../../data/connectors.ts';
import {useExperience} from '../sign_in_experience/data.ts';
import {BuiltInTexts} from './built_in_texts.tsx';
import {itemOf} from './templates.ts';
import {TextsForm} from './texts_form.tsx';

/** What text messages say. */
export function SmsTemplatesPage() {
  const {t, i18n} = useTranslation(['sms_templates', 'common']);
  const connectors = useConnectors();
  const experience = useExperience();
  const failed = [connectors, experience].find(({error, data}) => error && !data);
  if (failed) return <QueryError level={1} error={failed.error} retry={() => void failed.refetch()} />;
  if (!connectors.data || !experience.data) return <DetailWaiting />;
  const connector = connectors.data.find(({type}) => type === 'Sms');
  const item = itemOf(connector?.formItems ?? []);
  const fallback = experience.data.languageInfo.fallbackLanguage as string;
  return (
    <>
      <PageHeader title={t('common:nav.sms_templates')} description={t('text')} />
      {connector && item && (
        <TextsForm key={connector.id} connector={connector} item={item} language={fallback} />
      )}
      {connector && !item && (
        <FormSection title={inLanguage(connector.name, i18n.language)}>
          <Text size="sm">{t('elsewhere')}</Text>
        </FormSection>
      )}
      {!connector && (
        <FormSection
          title={t('built_in')}
          description={
            <>
              {t('no_connector')}{' '}
              <Anchor component={Link} to="/connectors" inherit underline="always">
                {t('common:nav.connectors')}
              </Anchor>
            </>
          }
        >
          <BuiltInTexts />
        </FormSection>
      )}
    </>
  );
}
