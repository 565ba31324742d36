import {Badge, Group} from '@mantine/core';
import {notifications} from '@mantine/notifications';
import {useNavigate, useParams} from '@tanstack/react-router';
import {useTranslation} from 'react-i18next';

import {DeleteMenu} from '../../components/delete_menu.tsx';
import {DetailPage} from '../../components/detail_page.tsx';
import {IdChip} from '../../components/id_chip.tsx';
import {deleteRole, useOrganizationRole, type OrganizationRole} from './data.ts';
import {RoleGeneralTab} from './role_general_tab.tsx';
import {RolePermissionsTab} from './role_permissions_tab.tsx';

export function OrganizationRoleDetails() {
  const {t} = useTranslation(['organization_template', 'common']);
  const {id} = useParams({from: '/shell/organization-template/roles/$id/{-$tab}'});
  const query = useOrganizationRole(id);
  const navigate = useNavigate();

  const remove = async ({name}: OrganizationRole) => {
    await deleteRole(id);
    notifications.show({message: t('common:deleted', {name})});
    await navigate({to: '/organization-template/{-$tab}', ignoreBlocker: true});
  };
  return (
    <DetailPage
      query={query}
      back={{to: '/organization-template', label: t('title')}}
      title={({name}) => name}
      description={({type}) => (
        <Group gap="xs">
          <Badge color="gray">{t(`role_of.${type}`)}</Badge>
          <IdChip id={id} label={t('role.id')} />
        </Group>
      )}
      actions={(role) => (
        <DeleteMenu title={t('role.delete_title')} name={role.name} onConfirm={() => remove(role)}>
          {t('role.delete_text')}
        </DeleteMenu>
      )}
      tabs={(role) => [
        {value: 'permissions', label: t('tab.permissions'), content: <RolePermissionsTab id={id} />},
        {value: 'general', label: t('tab.general'), content: <RoleGeneralTab role={role} />},
      ]}
    />
  );
}
