import {Button, Group, Stack, Switch, Text} from '@mantine/core';
import {useQuery} from '@tanstack/react-query';
import {IconPlus} from '@tabler/icons-react';
import {useTranslation} from 'react-i18next';

import {api, take} from '../../api/client.ts';
import {queryClient} from '../../api/query_client.ts';
import type {Application, Body, Reply} from '../../api/types.ts';
import {EditForm} from '../../components/edit_form.tsx';
import {EntityPicker} from '../../components/entity_picker.tsx';
import {FormSection} from '../../components/form_section.tsx';
import {QueryError} from '../../components/query_error.tsx';
import {useEditForm} from '../../components/use_edit_form.ts';
import {useKnown} from '../../components/use_known.ts';
import {findOrganizations, findRoles, findUsers, loadOrganization, loadRole, loadUser} from '../../data/find.ts';
import {AccessRule, type Rule} from './access_rule.tsx';
import {applicationKey, updateApplication} from './data.ts';

type Rules = Reply<'/api/applications/{applicationId}/access-control', 'get'>;

interface Values {
  [name: string]: unknown;
  isEnabled: boolean;
  userIds: string[];
  userRoleIds: string[];
  organizationIds: string[];
  rules: Rule[];
}

const accessKey = (id: string) => [...applicationKey(id), 'access'];

export function AccessTab({application}: {application: Application}) {
  const {id} = application;
  const query = useQuery({
    queryKey: accessKey(id),
    queryFn: () =>
      take(api.GET('/api/applications/{applicationId}/access-control', {params: {path: {applicationId: id}}})),
  });
  if (query.error && !query.data) return <QueryError error={query.error} retry={() => void query.refetch()} />;
  return query.data ? <AccessForm application={application} rules={query.data} /> : null;
}

const toRules = ({userIds, userRoleIds, organizationIds, rules}: Values) => ({
  userIds,
  userRoleIds,
  organizationIds,
  organizationRoleRules: rules.filter(({organizationId}) => organizationId),
});

async function save(
  application: Application,
  rules: Body<'/api/applications/{applicationId}/access-control', 'put'>,
  isEnabled: boolean,
) {
  const path = {applicationId: application.id};
  // The rules first: nobody is shut out, or let in, by the old ones.
  await api.PUT('/api/applications/{applicationId}/access-control', {params: {path}, body: rules});
  if (isEnabled !== application.appLevelAccessControlEnabled) {
    await updateApplication(application.id, {appLevelAccessControlEnabled: isEnabled});
  }
  await queryClient.invalidateQueries({queryKey: accessKey(application.id)});
}

function AccessForm({application, rules}: {application: Application; rules: Rules}) {
  const {t} = useTranslation(['applications', 'common']);
  const {form, ...edit} = useEditForm<Values>({
    stored: {
      isEnabled: application.appLevelAccessControlEnabled,
      userIds: rules.userIds,
      userRoleIds: rules.userRoleIds,
      organizationIds: rules.organizationIds,
      rules: rules.organizationRoleRules,
    },
    validate: ({rules}) =>
      Object.fromEntries(
        rules.flatMap(({organizationId, organizationRoleIds}, index) =>
          organizationId && organizationRoleIds.length === 0 ? [[`rules.${index}`, t('common:field.required')]] : [],
        ),
      ),
    save: (values) => save(application, toRules(values), values.isEnabled),
  });
  const {values} = form;
  const users = useKnown('users', values.userIds, loadUser);
  const roles = useKnown('roles', values.userRoleIds, loadRole);
  const organizations = useKnown('organizations', values.organizationIds, loadOrganization);
  const setRules = (next: Rule[]) => form.setFieldValue('rules', next);

  return (
    <EditForm form={edit}>
      <FormSection title={t('access.title')} description={t('access.text')}>
        <Switch
          label={t('access.enabled')}
          description={t('access.enabled_text')}
          {...form.getInputProps('isEnabled', {type: 'checkbox'})}
        />
      </FormSection>
      {values.isEnabled && (
        <FormSection title={t('access.rules')} description={t('access.rules_text')}>
          <EntityPicker
            label={t('common:nav.users')}
            noun="users"
            search={findUsers}
            known={users}
            {...form.getInputProps('userIds')}
          />
          <EntityPicker
            label={t('access.roles')}
            noun="user-roles"
            search={findRoles('User')}
            known={roles}
            {...form.getInputProps('userRoleIds')}
          />
          <EntityPicker
            label={t('access.organizations')}
            noun="organizations"
            search={findOrganizations}
            known={organizations}
            {...form.getInputProps('organizationIds')}
          />
          <div>
            <Text size="sm" fw={500} mb={4} component="h3">
              {t('access.organization_roles')}
            </Text>
            <Stack gap="sm">
              {values.rules.map((rule, index) => (
                <AccessRule
                  key={index}
                  rule={rule}
                  error={form.errors[`rules.${index}`] as string | undefined}
                  onChange={(next) => setRules(values.rules.with(index, next))}
                  onRemove={() => setRules(values.rules.filter((_, at) => at !== index))}
                />
              ))}
              <Group>
                <Button
                  variant="subtle"
                  size="compact-sm"
                  leftSection={<IconPlus size={14} />}
                  onClick={() => setRules([...values.rules, {organizationId: '', organizationRoleIds: []}])}
                >
                  {t('access.add_rule')}
                </Button>
              </Group>
            </Stack>
          </div>
        </FormSection>
      )}
    </EditForm>
  );
}
