import {TextInput} from '@mantine/core';
import {useNavigate} from '@tanstack/react-router';
import {useTranslation} from 'react-i18next';

import {api, take} from '../../api/client.ts';
import {queryClient} from '../../api/query_client.ts';
import {CreateDialog} from '../../components/create_dialog.tsx';
import * as check from '../../components/validate.ts';
import {checkIndicator, resourcesKey} from './data.ts';

export function CreateResource({opened, onClose}: {opened: boolean; onClose: () => void}) {
  const {t} = useTranslation(['resources', 'common']);
  const navigate = useNavigate();
  const create = async ({name, indicator}: {name: string; indicator: string}) => {
    const body = {name: name.trim(), indicator: indicator.trim()};
    const {id} = await take(api.POST('/api/resources', {body}));
    await queryClient.invalidateQueries({queryKey: resourcesKey});
    await navigate({to: '/resources/$id/{-$tab}', params: {id, tab: 'permissions'}});
  };
  return (
    <CreateDialog
      opened={opened}
      onClose={onClose}
      title={t('create.title')}
      initialValues={{name: '', indicator: ''}}
      validate={{name: check.name, indicator: checkIndicator}}
      fieldOfCode={{'resource.resource_identifier_in_use': 'indicator'}}
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
          <TextInput
            type="url"
            label={t('indicator.label')}
            description={t('indicator.text')}
            placeholder="https://api.example.com"
            spellCheck={false}
            {...form.getInputProps('indicator')}
            onBlur={() => form.values.indicator && form.validateField('indicator')}
          />
        </>
      )}
    </CreateDialog>
  );
}
