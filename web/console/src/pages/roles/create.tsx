import {Radio, SimpleGrid, Text, TextInput} from '@mantine/core';
import type {UseFormReturnType} from '@mantine/form';
import {useNavigate} from '@tanstack/react-router';
import {useTranslation} from 'react-i18next';

import {api, take} from '../../api/client.ts';
import {queryClient} from '../../api/query_client.ts';
import type {RoleType} from '../../api/types.ts';
import {CreateDialog} from '../../components/create_dialog.tsx';
import {PermissionPicker} from '../../components/permission_picker.tsx';
import * as check from '../../components/validate.ts';
import classes from '../../components/choice_card.module.css';
import {roleTypes} from './data.ts';

interface Values {
  [name: string]: unknown;
  type: RoleType;
  name: string;
  description: string;
  scopeIds: string[];
}

const initialValues: Values = {type: 'User', name: '', description: '', scopeIds: []};

export function CreateRole({opened, onClose}: {opened: boolean; onClose: () => void}) {
  const {t} = useTranslation(['roles', 'common']);
  const navigate = useNavigate();
  const create = async (values: Values) => {
    const body = {...values, name: values.name.trim(), description: values.description.trim()};
    const {id} = await take(api.POST('/api/roles', {body}));
    // Pickers show it as well.
    await queryClient.invalidateQueries();
    await navigate({to: '/roles/$id/{-$tab}', params: {id}});
  };
  return (
    <CreateDialog
      opened={opened}
      onClose={onClose}
      title={t('create.title')}
      size="lg"
      initialValues={initialValues}
      validate={{name: check.shortName, description: check.shortName}}
      fieldOfCode={{'role.name_in_use': 'name', 'role.internal_role_violation': 'name'}}
      create={create}
    >
      {(form) => (
        <>
          <TypeCards form={form} />
          <TextInput
            label={t('common:name')}
            placeholder={t('create.name_example')}
            data-autofocus
            {...form.getInputProps('name')}
          />
          <TextInput
            label={t('common:description')}
            placeholder={t('create.description_example')}
            {...form.getInputProps('description')}
          />
          <PermissionPicker
            label={t('common:noun.permissions')}
            description={t('create.permissions_text')}
            withManagement={form.values.type === 'MachineToMachine'}
            {...form.getInputProps('scopeIds')}
          />
        </>
      )}
    </CreateDialog>
  );
}

function TypeCards({form}: {form: UseFormReturnType<Values>}) {
  const {t} = useTranslation(['roles', 'common']);
  const {onChange, ...input} = form.getInputProps('type');
  // Some permissions are for machines only.
  const choose = (type: string) => {
    onChange(type);
    form.setFieldValue('scopeIds', []);
  };
  return (
    <Radio.Group label={t('common:role.for')} {...input} onChange={choose}>
      <SimpleGrid cols={{base: 1, xs: 2}} spacing="xs" mt={6}>
        {roleTypes.map((type) => (
          <Radio.Card key={type} value={type} className={classes['card']!} aria-label={t(`common:role_type.${type}.name`)}>
            <Text size="sm" fw={500}>
              {t(`common:role_type.${type}.name`)}
            </Text>
            <Text size="xs" c="dimmed">
              {t(`type.${type}.text`)}
            </Text>
          </Radio.Card>
        ))}
      </SimpleGrid>
    </Radio.Group>
  );
}
