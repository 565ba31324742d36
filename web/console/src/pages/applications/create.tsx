import {Radio, SimpleGrid, Switch, Text, TextInput} from '@mantine/core';
import type {UseFormReturnType} from '@mantine/form';
import {useNavigate} from '@tanstack/react-router';
import {useTranslation} from 'react-i18next';

import {api, take} from '../../api/client.ts';
import {queryClient} from '../../api/query_client.ts';
import {CreateDialog} from '../../components/create_dialog.tsx';
import * as check from '../../components/validate.ts';
import classes from '../../components/choice_card.module.css';
import {creatableTypes, TypeIcon, type CreatableType} from './type_icon.tsx';

interface Values {
  [name: string]: unknown;
  type: CreatableType;
  name: string;
  isThirdParty: boolean;
}

const initialValues: Values = {type: 'Traditional', name: '', isThirdParty: false};

export function CreateApplication({opened, onClose}: {opened: boolean; onClose: () => void}) {
  const {t} = useTranslation(['applications', 'common']);
  const navigate = useNavigate();
  const create = async ({type, name, isThirdParty}: Values) => {
    // Only what acts for users can be somebody else's.
    const isForeign = isThirdParty && type !== 'MachineToMachine';
    const body = {
      type,
      name: name.trim(),
      ...(isForeign && {isThirdParty: true}),
      oidcClientMetadata: {redirectUris: [], postLogoutRedirectUris: []},
    };
    const {id} = await take(api.POST('/api/applications', {body}));
    await queryClient.invalidateQueries({queryKey: ['applications']});
    await navigate({to: '/applications/$id/{-$tab}', params: {id}});
  };
  return (
    <CreateDialog
      opened={opened}
      onClose={onClose}
      title={t('create.title')}
      size="lg"
      initialValues={initialValues}
      validate={{name: check.name}}
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
          {form.values.type !== 'MachineToMachine' && (
            <Switch
              label={t('third_party')}
              description={t('third_party_text')}
              {...form.getInputProps('isThirdParty', {type: 'checkbox'})}
            />
          )}
        </>
      )}
    </CreateDialog>
  );
}

function TypeCards({form}: {form: UseFormReturnType<Values>}) {
  const {t} = useTranslation(['applications', 'common']);
  return (
    <Radio.Group label={t('common:type')} {...form.getInputProps('type')}>
      <SimpleGrid cols={{base: 1, xs: 2}} spacing="xs" mt={6}>
        {creatableTypes.map((type) => (
          <Radio.Card key={type} value={type} className={classes['pictured']!} aria-label={t(`type.${type}.name`)}>
            <TypeIcon type={type} />
            <div>
              <Text size="sm" fw={500}>
                {t(`type.${type}.name`)}
              </Text>
              <Text size="xs" c="dimmed">
                {t(`type.${type}.text`)}
              </Text>
            </div>
          </Radio.Card>
        ))}
      </SimpleGrid>
    </Radio.Group>
  );
}
