import {ActionIcon, Group, Tooltip} from '@mantine/core';
import {IconX} from '@tabler/icons-react';
import {useTranslation} from 'react-i18next';

import {EntityPicker} from '../../components/entity_picker.tsx';
import {useKnown} from '../../components/use_known.ts';
import {findOrganizationRoles, findOrganizations, loadOrganization, loadOrganizationRole} from '../../data/find.ts';

export interface Rule {
  organizationId: string;
  organizationRoleIds: string[];
}

interface Props {
  rule: Rule;
  error: string | undefined;
  onChange: (rule: Rule) => void;
  onRemove: () => void;
}

/** One line: an organization, and the roles in it that let in. */
export function AccessRule({rule, error, onChange, onRemove}: Props) {
  const {t} = useTranslation(['applications', 'common']);
  const chosen = rule.organizationId ? [rule.organizationId] : [];
  const organizations = useKnown('organizations', chosen, loadOrganization);
  const roles = useKnown('organization-roles', rule.organizationRoleIds, loadOrganizationRole);
  return (
    <Group gap="xs" align="flex-end" wrap="nowrap">
      <Group gap="xs" flex={1} grow align="flex-start">
        <EntityPicker
          label={t('common:membership.organization')}
          noun="organizations"
          search={findOrganizations}
          known={organizations}
          value={chosen}
          max={1}
          onChange={([organizationId = '']) => onChange({...rule, organizationId})}
        />
        <EntityPicker
          label={t('access.organization_roles_of')}
          noun="organization-roles"
          search={findOrganizationRoles}
          known={roles}
          value={rule.organizationRoleIds}
          error={error}
          onChange={(organizationRoleIds) => onChange({...rule, organizationRoleIds})}
        />
      </Group>
      <Tooltip label={t('common:remove')}>
        <ActionIcon size={36} aria-label={t('common:remove')} onClick={onRemove}>
          <IconX size={16} />
        </ActionIcon>
      </Tooltip>
    </Group>
  );
}
