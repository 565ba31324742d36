import {Button, Group} from '@mantine/core';
import {useDisclosure} from '@mantine/hooks';
import {notifications} from '@mantine/notifications';
import {IconRefresh} from '@tabler/icons-react';
import {useTranslation} from 'react-i18next';

import {ConfirmDialog} from '../../components/confirm_dialog.tsx';
import {FormSection} from '../../components/form_section.tsx';
import {QueryError} from '../../components/query_error.tsx';
import {rotate, useKeys} from './data.ts';
import {KeyList} from './key_list.tsx';

export function CookieKeysTab() {
  const {t} = useTranslation('keys');
  const {data: keys, error, refetch} = useKeys('cookie-keys');
  const [isAsking, {open, close}] = useDisclosure(false);
  if (error && !keys) return <QueryError error={error} retry={() => void refetch()} />;
  if (!keys) return null;
  return (
    <FormSection title={t('cookies.title')} description={t('cookies.text')}>
      <KeyList
        keyType="cookie-keys"
        // The newest signs and comes first.
        keys={keys.map((key, index) => ({...key, standing: index === 0 ? 'Current' : 'Previous'}))}
        deletion={t('delete.cookie_text')}
      />
      <Group>
        <Button variant="default" leftSection={<IconRefresh size={16} stroke={1.5} />} onClick={open}>
          {t('rotate.act')}
        </Button>
      </Group>
      <ConfirmDialog
        opened={isAsking}
        onClose={close}
        title={t('cookies.rotate')}
        action={t('rotate.act')}
        onConfirm={async () => {
          await rotate('cookie-keys', {});
          notifications.show({message: t('rotate.done')});
        }}
      >
        {t(keys.length > 1 ? 'cookies.rotate_again_text' : 'cookies.rotate_text')}
      </ConfirmDialog>
    </FormSection>
  );
}
