import {Alert, Button, Group, Stack} from '@mantine/core';
import {IconArrowsExchange} from '@tabler/icons-react';
import {useNavigate, useParams, useSearch} from '@tanstack/react-router';
import {useEffect, useState} from 'react';
import {useTranslation} from 'react-i18next';

import {BackLink} from '../../components/back_link.tsx';
import {DetailWaiting} from '../../components/detail_waiting.tsx';
import {FormSection} from '../../components/form_section.tsx';
import {Markdown} from '../../components/markdown.tsx';
import {PageHeader} from '../../components/page_header.tsx';
import {QueryError} from '../../components/query_error.tsx';
import {UnsavedGuard} from '../../components/unsaved_guard.tsx';
import {inLanguage, useConnectors, type ConnectorFactory} from '../../data/connectors.ts';
import {ConfigFields} from './config_fields.tsx';
import {toConfig} from './config_form.ts';
import {ConnectorLogo} from './connector_card.tsx';
import {createConnector, useCurrent, useFactory} from './data.ts';
import {CallbackSection, SocialFields} from './social_fields.tsx';
import {callbackOf, guideOf, makeConnectorId} from './social_form.ts';
import {TestMessage} from './test_message.tsx';
import {useConfigForm} from './use_config_form.ts';

export function SetUpConnector() {
  const {t} = useTranslation('common');
  const {factory: id} = useParams({from: '/shell/connectors/set-up/$factory'});
  const {data, error, refetch} = useFactory(id);
  if (data) return <SetUp key={id} factory={data} />;
  if (!error) return <DetailWaiting />;
  return (
    <>
      <BackLink to="/connectors" label={t('nav.connectors')} />
      <QueryError level={1} error={error} retry={() => void refetch()} />
    </>
  );
}

/** The service wants to know it before it gives what the form asks for, so the address of the page keeps it. */
function useNewId(isKept: boolean): string {
  const navigate = useNavigate();
  const {id: given} = useSearch({from: '/shell/connectors/set-up/$factory'});
  const {data: connectors} = useConnectors();
  const [id] = useState(() => {
    const isTaken = connectors?.some((one) => one.id === given);
    return given && !isTaken ? given : makeConnectorId();
  });
  useEffect(() => {
    if (isKept && given !== id) void navigate({to: '.', search: {id}, replace: true});
  }, [isKept, given, id, navigate]);
  return id;
}

/** A new connector, which may take the place of another. */
function SetUp({factory}: {factory: ConnectorFactory}) {
  const {t, i18n} = useTranslation(['connectors', 'common']);
  const navigate = useNavigate();
  const current = useCurrent(factory.type);
  const items = factory.formItems ?? [];
  const isSocial = factory.type === 'Social';
  const id = useNewId(isSocial);
  const {form, ...edit} = useConfigForm({
    items,
    config: {},
    kind: factory,
    save: async (config, own) => {
      const created = await createConnector({connectorId: factory.id, config, ...own, ...(isSocial && {id})});
      await navigate({to: '/connectors/details/$id', params: {id: created}, ignoreBlocker: true});
    },
  });
  return (
    <>
      <PageHeader
        back={{to: '/connectors', label: t('common:nav.connectors')}}
        title={inLanguage(factory.name, i18n.language)}
        description={inLanguage(factory.description, i18n.language)}
        picture={<ConnectorLogo logo={factory.logo} size={44} />}
      />
      <form onSubmit={edit.submit} noValidate>
        <UnsavedGuard when={edit.isDirty && !edit.isSaving} />
        <Stack gap="md">
          {current && (
            <Alert color="yellow" icon={<IconArrowsExchange size={18} />}>
              {t('replace.text', {name: inLanguage(current.name, i18n.language)})}
            </Alert>
          )}
          {isSocial && <CallbackSection id={id} factoryId={factory.id} />}
          <FormSection
            title={t('settings')}
            description={
              <Markdown
                text={isSocial ? guideOf(factory.readme, callbackOf(id, factory.id)) : factory.readme}
              />
            }
          >
            <ConfigFields items={items} form={form} />
          </FormSection>
          {isSocial ? (
            <SocialFields form={form} isStandard={factory.isStandard} isNew />
          ) : (
            <TestMessage
              factoryId={factory.id}
              type={factory.type}
              config={() => toConfig(items, form.values, {})}
            />
          )}
          {edit.failure && (
            <Alert color="red" role="alert" title={t('common:save_failed')}>
              {edit.failure}
            </Alert>
          )}
          <Group justify="flex-end">
            <Button type="submit" loading={edit.isSaving}>
              {current
                ? t('replace.action', {name: inLanguage(current.name, i18n.language)})
                : t('create')}
            </Button>
          </Group>
        </Stack>
      </form>
    </>
  );
}
