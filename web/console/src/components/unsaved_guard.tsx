import {Button, Group, Modal, Text} from '@mantine/core';
import {useBlocker} from '@tanstack/react-router';
import {useTranslation} from 'react-i18next';

/** Asks before a page with unsaved changes is left: by a link, by Back, by closing the tab. */
export function UnsavedGuard({when}: {when: boolean}) {
  const {t} = useTranslation();
  const blocker = useBlocker({
    shouldBlockFn: ({current, next}) => when && current.pathname !== next.pathname,
    enableBeforeUnload: when,
    withResolver: true,
  });
  const isAsking = blocker.status === 'blocked';
  return (
    <Modal opened={isAsking} onClose={() => blocker.reset?.()} title={t('unsaved.title')}>
      <Text size="sm">{t('unsaved.text')}</Text>
      <Group justify="flex-end" gap="xs" mt="lg">
        <Button variant="default" onClick={() => blocker.reset?.()} data-autofocus>
          {t('unsaved.stay')}
        </Button>
        <Button color="red" onClick={() => blocker.proceed?.()}>
          {t('unsaved.leave')}
        </Button>
      </Group>
    </Modal>
  );
}
