import {TextInput} from '@mantine/core';
import {useNavigate} from '@tanstack/react-router';
import {useState} from 'react';
import {useTranslation} from 'react-i18next';

import {api, take} from '../../api/client.ts';
import {queryClient} from '../../api/query_client.ts';
import {CreateDialog} from '../../components/create_dialog.tsx';
import * as check from '../../components/validate.ts';
import {fieldOfCode} from './data.ts';
import {toDigits} from './identifiers.ts';
import {MadePassword} from './made_password.tsx';
import {checkPassword, PasswordChoice, toPassword, type PasswordValues} from './password_choice.tsx';

interface Values extends PasswordValues {
  username: string;
  primaryEmail: string;
  primaryPhone: string;
  name: string;
}

const initialValues: Values = {
  username: '',
  primaryEmail: '',
  primaryPhone: '',
  name: '',
  way: 'made',
  password: '',
};

const identifiersOf = ({username, primaryEmail, primaryPhone}: Values) => [username, primaryEmail, primaryPhone];

const toBody = (values: Values, password: string | undefined) => ({
  ...(values.username.trim() && {username: values.username.trim()}),
  ...(values.primaryEmail.trim() && {primaryEmail: values.primaryEmail.trim()}),
  ...(values.primaryPhone.trim() && {primaryPhone: toDigits(values.primaryPhone)}),
  ...(values.name.trim() && {name: values.name.trim()}),
  ...(password !== undefined && {password}),
});

export function CreateUser({opened, onClose}: {opened: boolean; onClose: () => void}) {
  const {t} = useTranslation('users');
  const navigate = useNavigate();
  const [made, setMade] = useState<{id: string; password: string}>();
  const show = (id: string) => navigate({to: '/users/$id/{-$tab}', params: {id}});
  const create = async (values: Values) => {
    const {password, made} = toPassword(values);
    const {id} = await take(api.POST('/api/users', {body: toBody(values, password)}));
    await queryClient.invalidateQueries({queryKey: ['users', 'list']});
    if (made !== undefined) setMade({id, password: made});
    else await show(id);
  };
  const checkOne = (fault: string | null, values: Values) =>
    fault ?? (identifiersOf(values).some((value) => value.trim()) ? null : t('field.identifier_required'));

  return (
    <>
      <CreateDialog
        opened={opened}
        onClose={onClose}
        title={t('create.title')}
        initialValues={initialValues}
        validate={{
          username: (value, values) => checkOne(check.username(value), values),
          primaryEmail: check.email,
          primaryPhone: check.phone,
          name: check.atMost(128),
          password: checkPassword,
        }}
        fieldOfCode={fieldOfCode}
        create={create}
      >
        {(form) => (
          <>
            <TextInput
              label={t('field.username')}
              autoComplete="off"
              {...form.getInputProps('username')}
              data-autofocus
            />
            <TextInput
              type="email"
              label={t('field.primaryEmail')}
              autoComplete="off"
              {...form.getInputProps('primaryEmail')}
            />
            <TextInput
              type="tel"
              label={t('field.primaryPhone')}
              placeholder="+82 10 1234 5678"
              autoComplete="off"
              {...form.getInputProps('primaryPhone')}
            />
            <TextInput label={t('field.name')} autoComplete="off" {...form.getInputProps('name')} />
            <PasswordChoice form={form} ways={['made', 'typed', 'none']} />
          </>
        )}
      </CreateDialog>
      <MadePassword password={made?.password} title={t('create.done')} onClose={() => void show(made!.id)} />
    </>
  );
}
