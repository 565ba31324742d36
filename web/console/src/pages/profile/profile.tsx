import {Alert, Stack} from '@mantine/core';
import {IconInfoCircle} from '@tabler/icons-react';
import {useTranslation} from 'react-i18next';

import {PageHeader} from '../../components/page_header.tsx';
import {QueryError} from '../../components/query_error.tsx';
import {whoAmI} from '../../session/session.ts';
import {AccountForm} from './account_form.tsx';
import {useProfile} from './data.ts';
import {PasswordSection} from './password_section.tsx';
import {PreferencesSection} from './preferences_section.tsx';
import {SessionsSection} from './sessions_section.tsx';

export function Profile() {
  const {t} = useTranslation(['profile', 'common']);
  // The shell shows pages to those who are signed in.
  const query = useProfile(whoAmI()!.id);
  const {data: user} = query;
  return (
    <>
      <PageHeader title={t('common:nav.profile')} description={t('text')} />
      {query.error && !user && <QueryError error={query.error} retry={() => void query.refetch()} />}
      {user && (
        <Stack gap="md">
          {!user.hasPassword && (
            <Alert color="yellow" icon={<IconInfoCircle />} title={t('password.missing')}>
              {t('password.missing_text')}
            </Alert>
          )}
          <AccountForm user={user} />
          <PasswordSection user={user} />
          <SessionsSection userId={user.id} />
          <PreferencesSection />
        </Stack>
      )}
    </>
  );
}
