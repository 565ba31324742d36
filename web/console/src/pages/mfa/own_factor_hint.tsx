import {Alert, Text} from '@mantine/core';
import {IconShieldLock} from '@tabler/icons-react';
import {useTranslation} from 'react-i18next';

import {whoAmI} from '../../session/session.ts';
import {useProfile} from '../profile/data.ts';
import {useFactors} from '../users/factors.ts';
import {administrators, PeopleContext} from '../users/people.ts';
import {hasUsableFactor, type Factor} from './settings.ts';

/** Administrators cannot lock themselves out: shown while the one who is signed in has none of the factors. */
export function OwnFactorHint({factors}: {factors: Factor[]}) {
  return (
    <PeopleContext value={administrators}>
      <Hint factors={factors} />
    </PeopleContext>
  );
}

function Hint({factors}: {factors: Factor[]}) {
  const {t} = useTranslation('mfa');
  // The shell shows pages to those who are signed in.
  const {id} = whoAmI()!;
  const own = useFactors(id);
  const profile = useProfile(id);
  if (own.isPending || profile.isPending) return null;
  const types = own.data?.items.map(({type}) => type) ?? [];
  if (hasUsableFactor(factors, types, profile.data ?? {})) return null;
  return (
    <Alert color="yellow" icon={<IconShieldLock size={18} />}>
      <Text size="sm" fw={600}>
        {t('admin.title')}
      </Text>
      {t('admin.text')}
    </Alert>
  );
}
