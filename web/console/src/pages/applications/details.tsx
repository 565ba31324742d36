import {Badge, Group} from '@mantine/core';
import {notifications} from '@mantine/notifications';
import {useNavigate, useParams} from '@tanstack/react-router';
import type {TFunction} from 'i18next';
import {useTranslation} from 'react-i18next';

import type {Application} from '../../api/types.ts';
import {DeleteMenu} from '../../components/delete_menu.tsx';
import {DetailPage, type DetailTab} from '../../components/detail_page.tsx';
import {IdChip} from '../../components/id_chip.tsx';
import {GuideMenu} from '../get_started/guide_menu.tsx';
import {LogList} from '../logs/log_list.tsx';
import {AccessTab} from './access_tab.tsx';
import {BrandingTab} from './branding_tab.tsx';
import {ConsentTab} from './consent_tab.tsx';
import {CredentialsTab} from './credentials_tab.tsx';
import {deleteApplication, isMachine, useApplication} from './data.ts';
import {OrganizationsTab} from './organizations_tab.tsx';
import {RolesTab} from './roles_tab.tsx';
import {SettingsTab} from './settings_tab.tsx';
import {TypeIcon} from './type_icon.tsx';

function tabsOf(application: Application, t: TFunction<['applications', 'common']>): DetailTab[] {
  const {id} = application;
  const forUsers = [
    {value: 'access', label: t('tab.access'), content: <AccessTab application={application} />},
    ...(application.isThirdParty ? [{value: 'consent', label: t('tab.consent'), content: <ConsentTab id={id} />}] : []),
    {value: 'branding', label: t('common:branding.title'), content: <BrandingTab id={id} name={application.name} />},
  ];
  const forMachines = [
    {value: 'roles', label: t('common:nav.roles'), content: <RolesTab id={id} />},
    {value: 'organizations', label: t('common:nav.organizations'), content: <OrganizationsTab application={application} />},
  ];
  return [
    {value: 'settings', label: t('common:settings'), content: <SettingsTab application={application} />},
    {value: 'credentials', label: t('tab.credentials'), content: <CredentialsTab application={application} />},
    ...(isMachine(application) ? forMachines : forUsers),
    {value: 'logs', label: t('common:log'), content: <LogList applicationId={id} />},
  ];
}

export function ApplicationDetails() {
  const {t} = useTranslation(['applications', 'common']);
  const {id} = useParams({from: '/shell/applications/$id/{-$tab}'});
  const query = useApplication(id);
  const navigate = useNavigate();

  const remove = async ({name}: Application) => {
    await deleteApplication(id);
    notifications.show({message: t('common:deleted', {name})});
    await navigate({to: '/applications', ignoreBlocker: true});
  };
  return (
    <DetailPage
      query={query}
      back={{to: '/applications', label: t('common:nav.applications')}}
      title={({name}) => name}
      picture={({type}) => <TypeIcon type={type} size={44} />}
      description={({type, isThirdParty}) => (
        <Group gap="xs">
          {t(`type.${type}.name`)}
          {isThirdParty && <Badge>{t('third_party')}</Badge>}
          <IdChip id={id} label={t('id')} />
        </Group>
      )}
      actions={(application) => (
        <>
          <GuideMenu application={application} />
          <DeleteMenu title={t('delete.title')} name={application.name} onConfirm={() => remove(application)}>
            {isMachine(application) ? t('delete.machine_text') : t('delete.text')}
          </DeleteMenu>
        </>
      )}
      tabs={(application) => tabsOf(application, t)}
    />
  );
}
