import {Button, Modal, Stack, Text} from '@mantine/core';
import {useDisclosure} from '@mantine/hooks';
import {IconExternalLink, IconPlayerPlay} from '@tabler/icons-react';
import {useQuery} from '@tanstack/react-query';
import {useTranslation} from 'react-i18next';

import {api, take} from '../../api/client.ts';
import {CopyField} from '../../components/copy_field.tsx';
import {context} from '../../context.ts';
import type {SsoConnector} from '../../data/sso_connectors.ts';

const demoApp = 'demo-app';

/** Tenants may have deleted it. */
const useHasDemo = (isWanted: boolean) =>
  useQuery({
    queryKey: ['applications', 'has-demo'],
    queryFn: async () => (await take(api.GET('/api/applications'))).some(({id}) => id === demoApp),
    enabled: isWanted,
  }).data;

/** A sign-in that goes straight to the provider. */
export function TestSignIn({connector}: {connector: SsoConnector}) {
  const {t} = useTranslation('enterprise_sso');
  const [isOpen, {open, close}] = useDisclosure(false);
  const hasDemo = useHasDemo(isOpen);
  const isUnset = Object.keys(connector.config).length === 0;
  const hint = {direct_sign_in: `sso:${connector.id}`};
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconPlayerPlay size={16} stroke={1.5} />}
        disabled={isUnset}
        onClick={open}
      >
        {t('test.open')}
      </Button>
      <Modal opened={isOpen} onClose={close} title={t('test.open')}>
        <Stack gap="md">
          {hasDemo && (
            <>
              <Text size="sm">{t('test.demo_text')}</Text>
              <Button
                component="a"
                href={`${context.endpoint}/demo-app?${new URLSearchParams(hint).toString()}`}
                target="_blank"
                rel="noopener"
                leftSection={<IconExternalLink size={16} stroke={1.5} />}
              >
                {t('test.demo')}
              </Button>
            </>
          )}
          <CopyField
            label={t('test.own')}
            description={t('test.own_text')}
            value={`direct_sign_in=${hint.direct_sign_in}`}
          />
        </Stack>
      </Modal>
    </>
  );
}
