import {Alert, Anchor, Stack, Text} from '@mantine/core';
import {IconAlertTriangle, IconCalendarExclamation, IconInfoCircle, type Icon} from '@tabler/icons-react';
import {Link} from '@tanstack/react-router';
import type {ReactNode} from 'react';
import {useTranslation} from 'react-i18next';

import {Time} from '../../components/time.tsx';
import type {SsoConnector} from '../../data/sso_connectors.ts';
import {useExperience} from '../sign_in_experience/data.ts';
import {isSaml} from './connection.ts';
import {useSigningKeys, type SigningKey} from './data.ts';
import {standingOf} from './expiry.ts';
import {identityProviderOf, stateOf} from './state.ts';

const Notice = ({color, icon: Symbol, children}: {color: string; icon: Icon; children: ReactNode}) => (
  <Alert color={color} icon={<Symbol size={18} />} p="sm">
    <Text size="sm">{children}</Text>
  </Alert>
);

/** Nothing while the sign-in page takes enterprise accounts. */
export function SwitchedOff() {
  const {t} = useTranslation('enterprise_sso');
  const {data} = useExperience();
  if (!data || data.singleSignOnEnabled) return null;
  return (
    <Notice color="yellow" icon={IconInfoCircle}>
      {t('off.text')}{' '}
      <Anchor component={Link} to="/sign-in-experience/sign-in" inherit c="inherit" underline="always">
        {t('off.action')}
      </Anchor>
    </Notice>
  );
}

/** What keeps users from signing in with it, or soon will. */
export function ConnectorNotices({connector}: {connector: SsoConnector}) {
  const {t} = useTranslation('enterprise_sso');
  const {data: keys = []} = useSigningKeys(connector.id, isSaml(connector.providerName));
  const state = stateOf(connector, Date.now());
  const expiresAt = identityProviderOf(connector)?.certificateExpiresAt;
  const key = keys.find(({active}) => active);
  return (
    <Stack gap="xs" mb="md">
      {state === 'unset' && (
        <Notice color="blue" icon={IconInfoCircle}>
          {t('unset.text')}
        </Notice>
      )}
      {state === 'no_domain' && (
        <Notice color="yellow" icon={IconInfoCircle}>
          {t('no_domain.text')}{' '}
          <Anchor component={Link} to={`/enterprise-sso/${connector.id}/domains`} inherit c="inherit" underline="always">
            {t('no_domain.action')}
          </Anchor>
        </Notice>
      )}
      {expiresAt !== undefined && <Expiry at={expiresAt} of="provider" />}
      {key && <KeyExpiry signingKey={key} />}
      {state !== 'unset' && <SwitchedOff />}
    </Stack>
  );
}

const KeyExpiry = ({signingKey}: {signingKey: SigningKey}) => <Expiry at={signingKey.expiresAt} of="key" />;

/** Of the provider's certificate or of our own key, while there is still time. */
function Expiry({at, of}: {at: number; of: 'provider' | 'key'}) {
  const {t} = useTranslation('enterprise_sso');
  const standing = standingOf(at, Date.now());
  if (standing === 'good') return null;
  return (
    <Notice
      color={standing === 'expired' ? 'red' : 'yellow'}
      icon={standing === 'expired' ? IconAlertTriangle : IconCalendarExclamation}
    >
      {t(of === 'key' ? `expiry.key.${standing}` : `expiry.provider.${standing}`)} <Time at={at} />
    </Notice>
  );
}
