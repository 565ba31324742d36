import {useTranslation} from 'react-i18next';

import {PageHeader} from '../../components/page_header.tsx';
import {QueryError} from '../../components/query_error.tsx';
import {RouteTabs} from '../../components/route_tabs.tsx';
import {useExperience} from '../sign_in_experience/data.ts';
import {CodesTab} from './codes_tab.tsx';
import {EmailsTab} from './emails_tab.tsx';
import {LockoutTab} from './lockout_tab.tsx';
import {PasswordsTab} from './passwords_tab.tsx';
import {SessionsTab} from './sessions_tab.tsx';
import {UsernamesTab} from './usernames_tab.tsx';

export function SecurityPage() {
  const {t} = useTranslation(['security', 'common']);
  const {data: experience, error, refetch} = useExperience();
  return (
    <>
      <PageHeader title={t('common:nav.security')} description={t('text')} />
      {error && !experience && <QueryError error={error} retry={() => void refetch()} />}
      {experience && (
        <RouteTabs
          label={t('common:nav.security')}
          tabs={[
            {value: 'passwords', label: t('tab.passwords'), content: <PasswordsTab experience={experience} />},
            {value: 'lockout', label: t('tab.lockout'), content: <LockoutTab experience={experience} />},
            {value: 'codes', label: t('tab.codes'), content: <CodesTab experience={experience} />},
            {value: 'emails', label: t('tab.emails'), content: <EmailsTab experience={experience} />},
            {value: 'sessions', label: t('tab.sessions'), content: <SessionsTab />},
            {value: 'user-names', label: t('tab.usernames'), content: <UsernamesTab experience={experience} />},
          ]}
        />
      )}
    </>
  );
}
