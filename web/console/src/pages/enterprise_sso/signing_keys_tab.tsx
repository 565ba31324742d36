import {Button, Checkbox, Text} from '@mantine/core';
import {useDisclosure} from '@mantine/hooks';
import {IconPlus} from '@tabler/icons-react';
import {useTranslation} from 'react-i18next';

import {CreateDialog} from '../../components/create_dialog.tsx';
import {FormSection} from '../../components/form_section.tsx';
import {QueryError} from '../../components/query_error.tsx';
import type {SsoConnector} from '../../data/sso_connectors.ts';
import {createSigningKey, useSigningKeys} from './data.ts';
import {SigningKeyList} from './signing_key_list.tsx';

/** The keys that prove requests to be ours, and open what the provider has encrypted for us. */
export function SigningKeysTab({connector}: {connector: SsoConnector}) {
  const {t} = useTranslation('enterprise_sso');
  const {id} = connector;
  const {data, error, refetch} = useSigningKeys(id);
  const [isAdding, {open, close}] = useDisclosure(false);
  const hasActive = data?.some(({active}) => active) ?? false;
  return (
    <FormSection title={t('keys.title')} description={t('keys.text')}>
      {error && !data && <QueryError error={error} retry={() => void refetch()} />}
      {data?.length === 0 && (
        <Text size="sm" fw={500}>
          {t('keys.none')}
        </Text>
      )}
      {data && data.length > 0 && <SigningKeyList connector={connector} keys={data} />}
      <div>
        <Button variant="default" leftSection={<IconPlus size={16} />} onClick={open}>
          {t('keys.add')}
        </Button>
      </div>
      <CreateDialog
        opened={isAdding}
        onClose={close}
        title={t('keys.add')}
        // A first key has no other whose work it would take.
        initialValues={{active: !hasActive}}
        create={({active}) => createSigningKey(id, active)}
      >
        {(form) => (
          <>
            <Text size="sm">{t('keys.add_text')}</Text>
            <Checkbox
              label={t('keys.at_once')}
              description={hasActive ? t('keys.at_once_text') : undefined}
              {...form.getInputProps('active', {type: 'checkbox'})}
            />
          </>
        )}
      </CreateDialog>
    </FormSection>
  );
}
