import {Alert, Anchor, Badge} from '@mantine/core';
import {IconInfoCircle} from '@tabler/icons-react';
import {Link} from '@tanstack/react-router';
import {useTranslation} from 'react-i18next';

import {useExperience} from '../sign_in_experience/data.ts';

/** Whether the sign-in page shows the service; undefined while that is not known. */
const useHasButton = (target: string): boolean | undefined =>
  useExperience().data?.socialSignInConnectorTargets.includes(target);

export function ButtonMark({target}: {target: string}) {
  const {t} = useTranslation('connectors');
  const hasButton = useHasButton(target);
  if (hasButton === undefined) return null;
  return hasButton ? (
    <Badge color="gate">{t('social.on_page')}</Badge>
  ) : (
    <Badge color="gray">{t('social.not_on_page')}</Badge>
  );
}

/** Leads to where the button is added; nothing when there is one. */
export function WithoutButton({target}: {target: string}) {
  const {t} = useTranslation('connectors');
  if (useHasButton(target) !== false) return null;
  return (
    <Alert color="yellow" icon={<IconInfoCircle size={18} />} p="sm">
      {t('social.no_button')}{' '}
      <Anchor component={Link} to="/sign-in-experience/sign-in" inherit c="inherit" underline="always">
        {t('social.show_button')}
      </Anchor>
    </Alert>
  );
}
