import {Badge, Group, Text} from '@mantine/core';
import {useTranslation} from 'react-i18next';

import {DataTable} from '../../components/data_table.tsx';
import {PageHeader} from '../../components/page_header.tsx';
import {QueryError} from '../../components/query_error.tsx';
import {usageTypes, useUsageName} from '../messages/usage_name.tsx';
import {nameOfLanguage} from '../sign_in_experience/languages.ts';
import {useTemplateLanguages} from './languages.ts';

/** Every mail there is, and the languages in which a tenant has words of its own for it. */
export function EmailTemplateList() {
  const {t, i18n} = useTranslation(['email_templates', 'common']);
  const nameOf = useUsageName();
  const {templates, languages, failed, refetch} = useTemplateLanguages();
  if (failed) return <QueryError level={1} error={failed.error} retry={() => void failed.refetch()} />;
  const list = templates && {items: [...usageTypes], total: usageTypes.length};
  const ownOf = (type: string) =>
    (languages ?? []).filter((tag) =>
      templates?.some((one) => one.templateType === type && one.languageTag === tag),
    );
  return (
    <>
      <PageHeader title={t('common:nav.email_templates')} description={t('text')} />
      <DataTable
        query={{data: list, error: null, refetch}}
        keyOf={(type) => type}
        linkOf={(type) => `/email-templates/${type}`}
        label={t('common:nav.email_templates')}
        columns={[
          {
            header: t('mail'),
            render: (type) => (
              <>
                <Text size="sm" fw={500}>
                  {nameOf(type)}
                </Text>
                <Text size="xs" c="dimmed">
                  {t(`when.${type}`)}
                </Text>
              </>
            ),
          },
          {
            header: t('customized'),
            width: '38%',
            render: (type) => {
              const own = ownOf(type);
              if (own.length === 0) return <Text size="sm" c="dimmed">{t('built_in')}</Text>;
              return (
                <Group gap={6}>
                  {own.map((tag) => (
                    <Badge key={tag} color="gate">
                      {nameOfLanguage(tag, i18n.language)}
                    </Badge>
                  ))}
                </Group>
              );
            },
          },
        ]}
        empty={null}
      />
    </>
  );
}
