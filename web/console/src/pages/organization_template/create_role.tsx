import {Group, Radio, Textarea, TextInput} from '@mantine/core';
import {useNavigate} from '@tanstack/react-router';
import {useTranslation} from 'react-i18next';

import {api, take} from '../../api/client.ts';
import {queryClient} from '../../api/query_client.ts';
import {CreateDialog} from '../../components/create_dialog.tsx';
import * as check from '../../components/validate.ts';
import {rolesKey, roleTypes} from './data.ts';

interface Values {
  [name: string]: unknown;
  type: (typeof roleTypes)[number];
  name: string;
  description: string;
}

const initialValues: Values = {type: 'User', name: '', description: ''};

export function CreateRole({opened, onClose}: {opened: boolean; onClose: () => void}) {
  const {t} = useTranslation(['organization_template', 'common']);
  const navigate = useNavigate();
  const create = async ({type, name, description}: Values) => {
    const body = {type, name: name.trim(), description: description.trim() || null};
    const {id} = await take(api.POST('/api/organization-roles', {body}));
    await queryClient.invalidateQueries({queryKey: rolesKey});
    // The pickers know the roles under this name.
    await queryClient.invalidateQueries({queryKey: ['pick']});
    await navigate({to: '/organization-template/roles/$id/{-$tab}', params: {id}});
  };
  return (
    <CreateDialog
      opened={opened}
      onClose={onClose}
      title={t('role.create_title')}
      initialValues={initialValues}
      validate={{name: check.shortName, description: check.atMost(256)}}
      fieldOfCode={{'entity.unique_integrity_violation': 'name'}}
      create={create}
    >
      {(form) => (
        <>
          <Radio.Group label={t('common:role.for')} {...form.getInputProps('type')}>
            <Group mt={6}>
              {roleTypes.map((type) => (
                <Radio key={type} value={type} label={t(`common:role_type.${type}.name`)} />
              ))}
            </Group>
          </Radio.Group>
          <TextInput
            label={t('common:name')}
            placeholder={t('role.example')}
            data-autofocus
            {...form.getInputProps('name')}
          />
          <Textarea label={t('common:description')} autosize minRows={2} {...form.getInputProps('description')} />
        </>
      )}
    </CreateDialog>
  );
}
