import {Badge, Group, Stack} from '@mantine/core';
import {notifications} from '@mantine/notifications';
import {useNavigate, useParams} from '@tanstack/react-router';
import {useTranslation} from 'react-i18next';

import {BackLink} from '../../components/back_link.tsx';
import {DeleteMenu} from '../../components/delete_menu.tsx';
import {DependentUsers} from '../../components/dependent_users.tsx';
import {DetailWaiting} from '../../components/detail_waiting.tsx';
import {EditForm} from '../../components/edit_form.tsx';
import {FormSection} from '../../components/form_section.tsx';
import {IdChip} from '../../components/id_chip.tsx';
import {Markdown} from '../../components/markdown.tsx';
import {PageHeader} from '../../components/page_header.tsx';
import {QueryError} from '../../components/query_error.tsx';
import {connectorsKey, inLanguage, type Connector} from '../../data/connectors.ts';
import {ConfigFields} from './config_fields.tsx';
import {skipsVerification, toConfig} from './config_form.ts';
import {ConnectorLogo} from './connector_card.tsx';
import {WithoutButton} from './button_mark.tsx';
import {countDependentUsers, deleteConnector, updateConnector, useConnector} from './data.ts';
import {CallbackSection, SocialFields} from './social_fields.tsx';
import {callbackOf, guideOf} from './social_form.ts';
import {TestMessage} from './test_message.tsx';
import {useConfigForm} from './use_config_form.ts';

const words = {Email: 'email', Sms: 'sms', Social: 'social'} as const;

export function ConnectorDetails() {
  const {t} = useTranslation('common');
  const {id} = useParams({from: '/shell/connectors/details/$id'});
  const {data, error, refetch} = useConnector(id);
  if (data) return <Details key={id} connector={data} />;
  if (!error) return <DetailWaiting />;
  return (
    <>
      <BackLink to="/connectors" label={t('nav.connectors')} />
      <QueryError level={1} error={error} retry={() => void refetch()} />
    </>
  );
}

function Details({connector}: {connector: Connector}) {
  const {t, i18n} = useTranslation(['connectors', 'common']);
  const navigate = useNavigate();
  const name = inLanguage(connector.name, i18n.language);
  const items = connector.formItems ?? [];
  const {form, ...edit} = useConfigForm({
    items,
    config: connector.config,
    kind: connector,
    save: (config, own) => updateConnector(connector.id, {config, ...own}),
  });
  const remove = async () => {
    await deleteConnector(connector.id);
    notifications.show({message: t('common:deleted', {name})});
    await navigate({to: '/connectors/{-$tab}', params: {}, ignoreBlocker: true});
  };
  const {type, connectorId} = connector;
  const isSocial = type === 'Social';
  const guide = isSocial ? guideOf(connector.readme, callbackOf(connector.id, connectorId)) : connector.readme;
  return (
    <>
      <PageHeader
        back={{to: '/connectors', label: t('common:nav.connectors')}}
        title={name}
        picture={<ConnectorLogo logo={connector.logo} size={44} />}
        description={
          <Group gap="xs">
            <Badge color="gate">{t(`type.${type}.title`)}</Badge>
            {skipsVerification(connector.config) && <Badge color="red">{t('unverified.mark')}</Badge>}
            <IdChip id={connector.id} />
          </Group>
        }
        actions={
          <DeleteMenu title={t('delete.title')} name={name} onConfirm={remove}>
            {t(`delete.${words[type]}`)}
            {isSocial && (
              <DependentUsers
                queryKey={[...connectorsKey, connector.id]}
                load={() => countDependentUsers(connector.id)}
              />
            )}
          </DeleteMenu>
        }
      />
      <Stack gap="md">
        {isSocial && <WithoutButton target={connector.target} />}
        {isSocial && <CallbackSection id={connector.id} factoryId={connectorId} />}
        <EditForm form={edit}>
          <FormSection title={t('settings')} description={<Markdown text={guide} />}>
            <ConfigFields items={items} form={form} />
          </FormSection>
          {isSocial && <SocialFields form={form} isStandard={connector.isStandard} isNew={false} />}
        </EditForm>
        {!isSocial && (
          <TestMessage
            factoryId={connectorId}
            type={connector.type}
            config={() => toConfig(items, form.values, connector.config)}
          />
        )}
      </Stack>
    </>
  );
}
