import {Button, Text} from '@mantine/core';
import {useDisclosure} from '@mantine/hooks';
import {useTranslation} from 'react-i18next';

import type {User} from '../../api/types.ts';
import {FormSection} from '../../components/form_section.tsx';
import {PasswordDialog} from './password_dialog.tsx';

export function PasswordSection({user}: {user: User}) {
  const {t} = useTranslation(['profile', 'common']);
  const [opened, {open, close}] = useDisclosure(false);
  const action = user.hasPassword ? t('password.change') : t('common:password.set');
  return (
    <FormSection title={t('common:password.label')} description={t('password.text')}>
      <Text size="sm">{user.hasPassword ? t('password.present') : t('password.none')}</Text>
      <div>
        <Button variant="default" onClick={open}>
          {action}
        </Button>
      </div>
      <PasswordDialog user={user} title={action} opened={opened} onClose={close} />
    </FormSection>
  );
}
