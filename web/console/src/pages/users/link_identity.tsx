import {Alert, Select, TextInput} from '@mantine/core';
import {useTranslation} from 'react-i18next';

import {api} from '../../api/client.ts';
import {queryClient} from '../../api/query_client.ts';
import {CreateDialog} from '../../components/create_dialog.tsx';
import * as check from '../../components/validate.ts';
import {inLanguage, useConnectors} from '../../data/connectors.ts';
import {socialConnectorsOf} from '../sign_in_experience/social.ts';
import {userKey} from './data.ts';

interface Props {
  userId: string;
  /** targets that the user has an account of */
  linked: string[];
  opened: boolean;
  onClose: () => void;
}

/** An account whose ID at the service is known; users themselves link one by signing in with it. */
export function LinkIdentity({userId, linked, opened, onClose}: Props) {
  const {t, i18n} = useTranslation('users');
  const {data: connectors = []} = useConnectors();
  const free = socialConnectorsOf(connectors).filter(({target}) => !linked.includes(target));
  const link = async ({target, identity}: {target: string | null; identity: string}) => {
    await api.PUT('/api/users/{userId}/identities/{target}', {
      params: {path: {userId, target: target!}},
      body: {userId: identity.trim()},
    });
    await queryClient.invalidateQueries({queryKey: userKey(userId)});
  };
  return (
    <CreateDialog
      opened={opened}
      onClose={onClose}
      title={t('identities.link')}
      action={t('identities.link')}
      initialValues={{target: null as string | null, identity: ''}}
      validate={{
        target: (target: string | null) => (target ? null : t('identities.service_required')),
        identity: check.allOf(check.required, check.atMost(128)),
      }}
      fieldOfCode={{'user.identity_already_in_use': 'identity'}}
      fieldOfPath={{userId: 'identity'}}
      create={link}
    >
      {(form) => (
        <>
          <Alert color="yellow" p="sm">
            {t('identities.link_text')}
          </Alert>
          <Select
            label={t('identities.service')}
            description={free.length === 0 ? t('identities.no_service') : undefined}
            data={free.map(({target, name}) => ({value: target, label: inLanguage(name, i18n.language)}))}
            allowDeselect={false}
            {...form.getInputProps('target')}
          />
          <TextInput
            label={t('identities.id')}
            description={t('identities.id_text')}
            autoComplete="off"
            spellCheck={false}
            {...form.getInputProps('identity')}
          />
        </>
      )}
    </CreateDialog>
  );
}
