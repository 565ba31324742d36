import {Textarea, TextInput} from '@mantine/core';
import {useNavigate} from '@tanstack/react-router';
import {useTranslation} from 'react-i18next';

import {api, take} from '../../api/client.ts';
import {queryClient} from '../../api/query_client.ts';
import {CreateDialog} from '../../components/create_dialog.tsx';
import * as check from '../../components/validate.ts';

export function CreateOrganization({opened, onClose}: {opened: boolean; onClose: () => void}) {
  const {t} = useTranslation(['organizations', 'common']);
  const navigate = useNavigate();
  const create = async ({name, description}: {name: string; description: string}) => {
    const body = {name: name.trim(), description: description.trim() || null};
    const {id} = await take(api.POST('/api/organizations', {body}));
    await queryClient.invalidateQueries({queryKey: ['organizations']});
    await navigate({to: '/organizations/$id/{-$tab}', params: {id}});
  };
  return (
    <CreateDialog
      opened={opened}
      onClose={onClose}
      title={t('create.title')}
      initialValues={{name: '', description: ''}}
      validate={{name: check.shortName, description: check.atMost(256)}}
      create={create}
    >
      {(form) => (
        <>
          <TextInput
            label={t('common:name')}
            placeholder={t('create.example')}
            data-autofocus
            {...form.getInputProps('name')}
          />
          <Textarea label={t('common:description')} autosize minRows={2} {...form.getInputProps('description')} />
        </>
      )}
    </CreateDialog>
  );
}
