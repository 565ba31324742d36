import {Button, Group, Modal, Text} from '@mantine/core';
import {useState, useSyncExternalStore} from 'react';
import {useTranslation} from 'react-i18next';

import {expiry, openSignIn, signIn} from './session.ts';

/** Over whatever is being edited. Signing in happens in another window, so nothing typed is lost. */
export function ExpiredDialog() {
  const {t} = useTranslation();
  const isExpired = useSyncExternalStore(expiry.subscribe, expiry.isExpired);
  const [isBlocked, setBlocked] = useState(false);

  return (
    <Modal
      opened={isExpired}
      onClose={() => undefined}
      withCloseButton={false}
      closeOnEscape={false}
      closeOnClickOutside={false}
      title={t('session.expired')}
    >
      <Text size="sm">{isBlocked ? t('session.popup_blocked') : t('session.expired_text')}</Text>
      <Group justify="flex-end" mt="lg">
        {isBlocked && (
          <Button variant="default" onClick={() => void signIn()}>
            {t('session.leave')}
          </Button>
        )}
        <Button data-autofocus onClick={() => setBlocked(!openSignIn())}>
          {t('session.sign_in_again')}
        </Button>
      </Group>
    </Modal>
  );
}
