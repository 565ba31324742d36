import {Alert, Group} from '@mantine/core';
import {notifications} from '@mantine/notifications';
import {useNavigate, useParams} from '@tanstack/react-router';
import {IconLock} from '@tabler/icons-react';
import type {TFunction} from 'i18next';
import {useTranslation} from 'react-i18next';

import type {Role} from '../../api/types.ts';
import {DeleteMenu} from '../../components/delete_menu.tsx';
import {DetailPage, type DetailTab} from '../../components/detail_page.tsx';
import {IdChip} from '../../components/id_chip.tsx';
import {ApplicationsTab} from './applications_tab.tsx';
import {deleteRole, isBuiltIn, useRole} from './data.ts';
import {GeneralTab} from './general_tab.tsx';
import {PermissionsTab} from './permissions_tab.tsx';
import {RoleMarks} from './role_marks.tsx';
import {UsersTab} from './users_tab.tsx';

const tabsOf = (role: Role, t: TFunction<['roles', 'common']>): DetailTab[] => [
  {value: 'general', label: t('common:general'), content: <GeneralTab role={role} />},
  {value: 'permissions', label: t('common:noun.permissions'), content: <PermissionsTab role={role} />},
  role.type === 'User'
    ? {value: 'users', label: t('common:nav.users'), content: <UsersTab role={role} />}
    : {value: 'applications', label: t('common:role_type.MachineToMachine.name'), content: <ApplicationsTab role={role} />},
];

export function RoleDetails() {
  const {t} = useTranslation(['roles', 'common']);
  const {id} = useParams({from: '/shell/roles/$id/{-$tab}'});
  const query = useRole(id);
  const navigate = useNavigate();
  const remove = async ({name}: Role) => {
    await deleteRole(id);
    notifications.show({message: t('common:deleted', {name})});
    await navigate({to: '/roles', ignoreBlocker: true});
  };
  return (
    <DetailPage
      query={query}
      back={{to: '/roles', label: t('common:nav.roles')}}
      title={({name}) => name}
      description={(role) => (
        <Group gap="xs">
          {t(`common:role_type.${role.type}.role`)}
          <RoleMarks role={role} />
          <IdChip id={id} label={t('common:role.id')} />
        </Group>
      )}
      actions={(role) =>
        !isBuiltIn(role) && (
          <DeleteMenu title={t('common:role.delete_title')} name={role.name} onConfirm={() => remove(role)}>
            {t('delete.text')}
          </DeleteMenu>
        )
      }
      notice={(role) =>
        isBuiltIn(role) && (
          <Alert color="gray" icon={<IconLock size={18} />} mb="md" p="sm">
            {t('built_in.text')}
          </Alert>
        )
      }
      tabs={(role) => tabsOf(role, t)}
    />
  );
}
