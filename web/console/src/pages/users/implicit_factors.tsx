import {Text} from '@mantine/core';
import {useTranslation} from 'react-i18next';

import type {User} from '../../api/types.ts';
import {useMfaExperience} from '../mfa/data.ts';
import {showPhone} from './identifiers.ts';
import {usePeople} from './people.ts';

/** A code to an address of the account counts without being set up, where the tenant has it as a factor. */
export function ImplicitFactors({user}: {user: User}) {
  const {t} = useTranslation('users');
  const {noun} = usePeople();
  const {data} = useMfaExperience(noun === 'users' ? 'default' : 'admin');
  const factors = data?.mfa.factors ?? [];
  const places = [
    factors.includes('PhoneVerificationCode') && showPhone(user.primaryPhone),
    factors.includes('EmailVerificationCode') && user.primaryEmail,
  ].filter((place): place is string => Boolean(place));
  if (places.length === 0) return null;
  return (
    <Text size="sm" c="dimmed" mt="sm" style={{overflowWrap: 'anywhere'}}>
      {t('factors.implicit', {places: places.join(', ')})}
    </Text>
  );
}
