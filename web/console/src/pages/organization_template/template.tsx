import {useTranslation} from 'react-i18next';

import {PageHeader} from '../../components/page_header.tsx';
import {RouteTabs} from '../../components/route_tabs.tsx';
import {PermissionsTab} from './permissions_tab.tsx';
import {RolesTab} from './roles_tab.tsx';

/** What all organizations have in common. */
export function OrganizationTemplate() {
  const {t} = useTranslation('organization_template');
  return (
    <>
      <PageHeader title={t('title')} description={t('text')} />
      <RouteTabs
        label={t('title')}
        tabs={[
          {value: 'roles', label: t('tab.roles'), content: <RolesTab />},
          {value: 'permissions', label: t('tab.permissions'), content: <PermissionsTab />},
        ]}
      />
    </>
  );
}
