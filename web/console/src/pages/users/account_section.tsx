import {Anchor} from '@mantine/core';
import {Link} from '@tanstack/react-router';
import {useTranslation} from 'react-i18next';

import type {User} from '../../api/types.ts';
import {Facts} from '../../components/facts.tsx';
import {FormSection} from '../../components/form_section.tsx';
import {Time} from '../../components/time.tsx';
import {useKnown} from '../../components/use_known.ts';
import {usePeople} from './people.ts';

/** Facts about the account that the server records. */
export function AccountSection({user, title}: {user: User; title: string}) {
  const {t} = useTranslation(['users', 'common']);
  const people = usePeople();
  const {applicationId} = user;
  const [application] = useKnown('applications', applicationId ? [applicationId] : [], people.loadApplication);
  return (
    <FormSection title={title}>
      <Facts
        facts={[
          [t('common:created'), <Time key="created" at={user.createdAt} />],
          [t('common:user.last_sign_in'), user.lastSignInAt ? <Time key="seen" at={user.lastSignInAt} /> : t('common:user.never')],
          [t('common:password.label'), user.hasPassword ? t('account.has_password') : t('account.no_password')],
          ...(application
            ? [
                [
                  t('account.registered_with'),
                  people.linkToApplication ? (
                    <Anchor key="app" component={Link} to={people.linkToApplication(application.id)} size="sm">
                      {application.name}
                    </Anchor>
                  ) : (
                    application.name
                  ),
                ] as [string, React.ReactNode],
              ]
            : []),
        ]}
      />
    </FormSection>
  );
}
