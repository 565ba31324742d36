import {Alert, Anchor} from '@mantine/core';
import {IconPlugConnectedX} from '@tabler/icons-react';
import {Link} from '@tanstack/react-router';
import {useTranslation} from 'react-i18next';

import type {Identifier} from './data.ts';

/** For whose codes there is no connector; nothing when there is one for each. */
export function NoSender({identifiers}: {identifiers: Identifier[]}) {
  const {t} = useTranslation(['sign_in_experience', 'common']);
  if (identifiers.length === 0) return null;
  const kind = identifiers.length === 2 ? 'both' : identifiers[0] === 'phone' ? 'phone' : 'email';
  return (
    <Alert color="yellow" icon={<IconPlugConnectedX size={18} />} p="sm">
      {t(`no_sender.${kind}`)}{' '}
      <Anchor
        component={Link}
        to={kind === 'phone' ? '/connectors?add=Sms' : '/connectors?add=Email'}
        inherit
        c="inherit"
        underline="always"
      >
        {t('no_sender.add')}
      </Anchor>
    </Alert>
  );
}
