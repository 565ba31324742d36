import {notifications} from '@mantine/notifications';
import {useState} from 'react';
import {useTranslation} from 'react-i18next';

import type {User} from '../../api/types.ts';
import {CreateDialog} from '../../components/create_dialog.tsx';
import {setPassword} from './data.ts';
import {MadePassword} from './made_password.tsx';
import {checkPassword, PasswordChoice, toPassword, type PasswordValues} from './password_choice.tsx';
import {usePeople} from './people.ts';

const initialValues: PasswordValues = {way: 'made', password: ''};

export function ResetPassword({user, opened, onClose}: {user: User; opened: boolean; onClose: () => void}) {
  const {t} = useTranslation(['users', 'common']);
  const people = usePeople();
  const [made, setMade] = useState<string>();
  const reset = async (values: PasswordValues) => {
    const {password, made} = toPassword(values);
    await setPassword(people, user.id, password!);
    if (made === undefined) notifications.show({message: t('common:password.done')});
    else setMade(made);
  };
  const title = user.hasPassword ? t('password.reset') : t('common:password.set');
  return (
    <>
      <CreateDialog
        opened={opened}
        onClose={onClose}
        title={title}
        action={title}
        initialValues={initialValues}
        validate={{password: checkPassword}}
        create={reset}
      >
        {(form) => <PasswordChoice form={form} ways={['made', 'typed']} />}
      </CreateDialog>
      <MadePassword password={made} title={t('common:password.done')} onClose={() => setMade(undefined)} />
    </>
  );
}
