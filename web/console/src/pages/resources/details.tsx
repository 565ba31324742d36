import {Alert, Group} from '@mantine/core';
import {notifications} from '@mantine/notifications';
import {useNavigate, useParams} from '@tanstack/react-router';
import {IconLock} from '@tabler/icons-react';
import type {TFunction} from 'i18next';
import {useTranslation} from 'react-i18next';

import type {Resource} from '../../api/types.ts';
import {DeleteMenu} from '../../components/delete_menu.tsx';
import {DetailPage, type DetailTab} from '../../components/detail_page.tsx';
import {IdChip} from '../../components/id_chip.tsx';
import {deleteResource, isBuiltIn, useResource} from './data.ts';
import {GeneralTab} from './general_tab.tsx';
import {PermissionsTab} from './permissions_tab.tsx';
import {ResourceIcon, ResourceMarks} from './resource_marks.tsx';
import {UseTab} from './use_tab.tsx';

const tabsOf = (resource: Resource, t: TFunction<['resources', 'common']>): DetailTab[] => [
  {value: 'general', label: t('common:general'), content: <GeneralTab resource={resource} />},
  {value: 'permissions', label: t('common:noun.permissions'), content: <PermissionsTab resource={resource} />},
  {value: 'use', label: t('tab.use'), content: <UseTab resource={resource} />},
];

export function ResourceDetails() {
  const {t} = useTranslation(['resources', 'common']);
  const {id} = useParams({from: '/shell/resources/$id/{-$tab}'});
  const query = useResource(id);
  const navigate = useNavigate();
  const remove = async ({name}: Resource) => {
    await deleteResource(id);
    notifications.show({message: t('common:deleted', {name})});
    await navigate({to: '/resources', ignoreBlocker: true});
  };
  return (
    <DetailPage
      query={query}
      back={{to: '/resources', label: t('common:nav.resources')}}
      title={({name}) => name}
      picture={() => <ResourceIcon size={44} />}
      description={(resource) => (
        <Group gap="xs">
          <IdChip id={resource.indicator} label={t('indicator.label')} />
          <ResourceMarks resource={resource} />
        </Group>
      )}
      actions={(resource) =>
        !isBuiltIn(resource) && (
          <DeleteMenu title={t('delete.title')} name={resource.name} onConfirm={() => remove(resource)}>
            {t('delete.text')}
          </DeleteMenu>
        )
      }
      notice={(resource) =>
        isBuiltIn(resource) && (
          <Alert color="gray" icon={<IconLock size={18} />} mb="md" p="sm">
            {t('built_in.text')}
          </Alert>
        )
      }
      tabs={(resource) => tabsOf(resource, t)}
    />
  );
}
