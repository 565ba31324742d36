import {useTranslation} from 'react-i18next';

import {PageHeader} from '../../components/page_header.tsx';
import {RouteTabs} from '../../components/route_tabs.tsx';
import {PermissionsTab} from './permissions_tab.tsx';
import {RolesTab} from './roles_tab.tsx';

/** Roles and permissions that all organizations share. */
export function OrganizationTemplate() {
  const {t} = useTranslation(['organization_template', 'common']);
  return (
    <>
      <PageHeader title={t('common:nav.organization_template')} description={t('text')} />
      <RouteTabs
        label={t('common:nav.organization_template')}
        tabs={[
          {value: 'roles', label: t('common:nav.roles'), content: <RolesTab />},
          {value: 'permissions', label: t('common:noun.permissions'), content: <PermissionsTab />},
        ]}
      />
    </>
  );
}
