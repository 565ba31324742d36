import {Button} from '@mantine/core';
import {useDisclosure} from '@mantine/hooks';
import {useTranslation} from 'react-i18next';

import {ConfirmDialog} from '../../components/confirm_dialog.tsx';
import {FormSection} from '../../components/form_section.tsx';
import {SecretValue} from '../../components/secret_value.tsx';
import {renewSigningKey, type Webhook} from './data.ts';

export function SigningKey({webhook}: {webhook: Webhook}) {
  const {t} = useTranslation('webhooks');
  const [isAsking, {open, close}] = useDisclosure(false);
  return (
    <FormSection title={t('key.title')} description={t('key.text')}>
      <SecretValue value={webhook.signingKey} label={t('key.title')} />
      <div>
        <Button variant="default" onClick={open}>
          {t('key.renew')}
        </Button>
      </div>
      <ConfirmDialog
        opened={isAsking}
        onClose={close}
        title={t('key.renew_title')}
        action={t('key.renew')}
        onConfirm={() => renewSigningKey(webhook.id)}
      >
        {t('key.renew_text')}
      </ConfirmDialog>
    </FormSection>
  );
}
