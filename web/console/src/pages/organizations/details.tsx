import {notifications} from '@mantine/notifications';
import {useNavigate, useParams} from '@tanstack/react-router';
import {useTranslation} from 'react-i18next';

import type {Organization} from '../../api/types.ts';
import {DeleteMenu} from '../../components/delete_menu.tsx';
import {DetailPage} from '../../components/detail_page.tsx';
import {EntityAvatar} from '../../components/entity_avatar.tsx';
import {IdChip} from '../../components/id_chip.tsx';
import {BrandingTab} from './branding_tab.tsx';
import {deleteOrganization, useOrganization} from './data.ts';
import {GeneralTab} from './general_tab.tsx';
import {InvitationsTab} from './invitations_tab.tsx';
import {MachinesTab} from './machines_tab.tsx';
import {MembersTab} from './members_tab.tsx';
import {ProvisioningTab} from './provisioning_tab.tsx';

export function OrganizationDetails() {
  const {t} = useTranslation(['organizations', 'common']);
  const {id} = useParams({from: '/shell/organizations/$id/{-$tab}'});
  const query = useOrganization(id);
  const navigate = useNavigate();

  const remove = async ({name}: Organization) => {
    await deleteOrganization(id);
    notifications.show({message: t('common:deleted', {name})});
    await navigate({to: '/organizations', ignoreBlocker: true});
  };
  return (
    <DetailPage
      query={query}
      back={{to: '/organizations', label: t('common:nav.organizations')}}
      title={({name}) => name}
      picture={({name, branding}) => <EntityAvatar name={name} picture={branding.logoUrl} size={44} shape="thing" />}
      description={() => <IdChip id={id} label={t('id')} />}
      actions={(organization) => (
        <DeleteMenu title={t('delete.title')} name={organization.name} onConfirm={() => remove(organization)}>
          {t('delete.text')}
        </DeleteMenu>
      )}
      tabs={(organization) => [
        {value: 'general', label: t('common:general'), content: <GeneralTab organization={organization} />},
        {value: 'members', label: t('tab.members'), content: <MembersTab id={id} />},
        {value: 'machines', label: t('common:role_type.MachineToMachine.name'), content: <MachinesTab id={id} />},
        {value: 'invitations', label: t('tab.invitations'), content: <InvitationsTab id={id} />},
        {value: 'provisioning', label: t('tab.provisioning'), content: <ProvisioningTab id={id} />},
        {value: 'branding', label: t('common:branding.title'), content: <BrandingTab organization={organization} />},
      ]}
    />
  );
}
