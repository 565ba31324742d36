import {ActionIcon, Button, Stack, Text, Tooltip} from '@mantine/core';
import {useDisclosure} from '@mantine/hooks';
import {IconPlus, IconUserShield, IconX} from '@tabler/icons-react';
import {useQueryClient} from '@tanstack/react-query';
import {useState} from 'react';
import {useTranslation} from 'react-i18next';

import {api, takePage} from '../../api/client.ts';
import type {Role} from '../../api/types.ts';
import {ConfirmDialog} from '../../components/confirm_dialog.tsx';
import {CreateDialog} from '../../components/create_dialog.tsx';
import {DataTable} from '../../components/data_table.tsx';
import {EmptyState} from '../../components/empty_state.tsx';
import {EntityPicker} from '../../components/entity_picker.tsx';
import {useList, useListState} from '../../components/list_state.ts';
import {PageTurner} from '../../components/page_turner.tsx';
import {findRoles} from '../../data/find.ts';
import {applicationKey} from './data.ts';

/** The roles of a machine-to-machine application. */
export function RolesTab({id}: {id: string}) {
  const {t} = useTranslation(['applications', 'common']);
  const cache = useQueryClient();
  const state = useListState();
  const [isAdding, {open, close}] = useDisclosure(false);
  const [doomed, setDoomed] = useState<Role>();
  const key = [...applicationKey(id), 'roles'];
  const query = useList(key, state, (paging) =>
    takePage(api.GET('/api/applications/{applicationId}/roles', {params: {path: {applicationId: id}, query: paging}})),
  );
  // The Management API switch of the settings is a role, too.
  const reload = () => cache.invalidateQueries({queryKey: applicationKey(id)});
  const add = async ({roleIds}: {roleIds: string[]}) => {
    await api.POST('/api/applications/{applicationId}/roles', {params: {path: {applicationId: id}}, body: {roleIds}});
    await reload();
  };
  const remove = async (role: Role) => {
    const path = {applicationId: id, roleId: role.id};
    await api.DELETE('/api/applications/{applicationId}/roles/{roleId}', {params: {path}});
    await reload();
  };
  const addButton = (
    <Button variant="default" leftSection={<IconPlus size={16} />} onClick={open}>
      {t('common:role.assign')}
    </Button>
  );

  return (
    <Stack gap="md">
      <Stack gap="sm">
        <Text size="sm" c="dimmed">
          {t('roles.text')}
        </Text>
        {(query.data?.total ?? 0) > 0 && <div>{addButton}</div>}
      </Stack>
      <div>
        <DataTable
          query={query}
          keyOf={(role) => role.id}
          label={t('common:nav.roles')}
          columns={[
            {
              header: t('common:name'),
              render: ({name}) => (
                <Text size="sm" fw={500}>
                  {name}
                </Text>
              ),
            },
            {header: t('common:description'), render: ({description}) => description},
            {
              header: t('common:remove'),
              isHeaderHidden: true,
              width: 48,
              render: (role) => (
                <Tooltip label={t('common:remove')}>
                  <ActionIcon aria-label={t('common:remove_what', {what: role.name})} onClick={() => setDoomed(role)}>
                    <IconX size={16} stroke={1.5} />
                  </ActionIcon>
                </Tooltip>
              ),
            },
          ]}
          empty={
            <EmptyState icon={IconUserShield} title={t('common:role.empty')} text={t('roles.empty_text')}>
              {addButton}
            </EmptyState>
          }
        />
        <PageTurner total={query.data?.total ?? 0} page={state.page} onChange={(page) => state.change({page})} />
      </div>
      <CreateDialog
        opened={isAdding}
        onClose={close}
        title={t('common:role.assign')}
        action={t('common:add')}
        initialValues={{roleIds: [] as string[]}}
        validate={{roleIds: (ids: string[]) => (ids.length > 0 ? null : t('common:field.required'))}}
        create={add}
      >
        {(form) => (
          <EntityPicker
            label={t('common:nav.roles')}
            placeholder={t('roles.search')}
            noun="machine-roles"
            search={findRoles('MachineToMachine')}
            value={form.values.roleIds}
            onChange={(roleIds) => form.setFieldValue('roleIds', roleIds)}
            error={form.errors['roleIds'] as string | undefined}
          />
        )}
      </CreateDialog>
      <ConfirmDialog
        opened={doomed !== undefined}
        onClose={() => setDoomed(undefined)}
        title={t('common:role.remove_title')}
        action={t('common:remove')}
        onConfirm={() => remove(doomed!)}
      >
        {t('roles.remove_text', {name: doomed?.name})}
      </ConfirmDialog>
    </Stack>
  );
}
