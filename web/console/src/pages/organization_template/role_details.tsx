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
      back={{to: '/organization-template', label: t('common:nav.organization_template')}}
      title={({name}) => name}
      description={({type}) => (
        <Group gap="xs">
          <Badge color="gray">{t(`common:role_type.${type}.role`)}</Badge>
          <IdChip id={id} label={t('common:role.id')} />
        </Group>
      )}
      actions={(role) => (
        <DeleteMenu title={t('common:role.delete_title')} name={role.name} onConfirm={() => remove(role)}>
          {t('role.delete_text')}
        </DeleteMenu>
      )}
      tabs={(role) => [
        {value: 'permissions', label: t('common:noun.permissions'), content: <RolePermissionsTab id={id} />},
        {value: 'general', label: t('common:general'), content: <RoleGeneralTab role={role} />},
      ]}
    />
  );
}
