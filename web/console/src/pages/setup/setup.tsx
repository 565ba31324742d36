// The first administrator, made by whoever can read what the server printed when it started.
import {
  Alert,
  Anchor,
  Box,
  Button,
  Center,
  Code,
  Paper,
  PasswordInput,
  Stack,
  Text,
  TextInput,
  Title,
} from '@mantine/core';
import {useForm} from '@mantine/form';
import {useMutation} from '@tanstack/react-query';
import {useState} from 'react';
import {Trans, useTranslation} from 'react-i18next';

import {ApiError, messageOf, readApiError} from '../../api/api_error.ts';
import {fieldErrors} from '../../components/use_edit_form.ts';
import {useTitle} from '../../components/use_title.ts';
import {base, context} from '../../context.ts';
import gate from '../../gate.svg';
import {required} from '../../components/validate.ts';
import {client} from '../../session/session.ts';
import {enter} from './enter.ts';

interface Values {
  [name: string]: string;
  code: string;
  username: string;
  password: string;
  name: string;
  primaryEmail: string;
}

const fieldOfCode = {
  'console.setup_code_invalid': 'code',
  'password.rejected': 'password',
  'user.username_already_in_use': 'username',
  'user.email_already_in_use': 'primaryEmail',
};

async function makeAdministrator({code, username, password, name, primaryEmail}: Values) {
  const optional = {...(name && {name}), ...(primaryEmail && {primaryEmail})};
  const response = await fetch(`${context.adminEndpoint}/api/console/setup`, {
    method: 'POST',
    headers: {'content-type': 'application/json', 'accept-language': document.documentElement.lang},
    body: JSON.stringify({code: code.trim(), username, password, ...optional}),
  });
  if (!response.ok) throw await readApiError(response);
}

/** The address carries it behind the #, which no server sees. */
const codeOfAddress = () => new URLSearchParams(location.hash.slice(1)).get('code') ?? '';

const toConsole = () => {
  history.replaceState(null, '', base);
  void client.signIn();
};

export function Setup() {
  const {t} = useTranslation(['setup', 'common']);
  useTitle(t('title'));
  const [failure, setFailure] = useState<string>();
  // The link that the server printed carries it.
  const [hasCode, setHasCode] = useState(() => codeOfAddress() !== '');
  const form = useForm<Values>({
    initialValues: {code: codeOfAddress(), username: '', password: '', name: '', primaryEmail: ''},
    clearInputErrorOnChange: true,
    validate: {
      code: required,
      username: (name) => required(name) ?? (/^[A-Z_a-z]\w*$/.test(name) ? null : t('username_rule')),
      password: required,
    },
  });
  const make = useMutation({
    mutationFn: makeAdministrator,
    onMutate: () => setFailure(undefined),
    // The button goes on turning until the browser leaves.
    onSuccess: (_, {username, password}) => enter(username, password),
    onError: (error) => {
      const errors = fieldErrors(error, {fieldOfCode});
      if (errors?.['code']) setHasCode(false);
      if (errors) form.setErrors(errors);
      else setFailure(messageOf(error));
    },
  });
  const isClosed =
    !context.needsSetup || (make.error instanceof ApiError && make.error.code === 'console.setup_closed');

  return (
    <Center mih="100dvh" p="md" component="main">
      <Box w="100%" maw={420}>
        <Stack align="center" gap={6} mb="lg" ta="center">
          <img src={gate} alt="" width={44} height={44} />
          <Title order={1} size="h2" mt="xs">
            {t('title')}
          </Title>
          <Text c="dimmed" size="sm">
            {isClosed ? t('closed') : t('text')}
          </Text>
        </Stack>
        {isClosed ? (
          <Center>
            <Button onClick={toConsole}>{t('sign_in')}</Button>
          </Center>
        ) : (
          <Paper withBorder radius="lg" p="xl">
            <form onSubmit={form.onSubmit((values) => make.mutate(values))} noValidate>
              <Stack gap="md">
                {!hasCode && (
                  <TextInput
                    label={t('code')}
                    description={<Trans t={t} i18nKey="code_hint" components={{code: <Code />}} />}
                    autoComplete="off"
                    spellCheck={false}
                    {...form.getInputProps('code')}
                  />
                )}
                <TextInput
                  label={t('common:user.username')}
                  description={t('username_rule')}
                  autoComplete="username"
                  autoCapitalize="off"
                  spellCheck={false}
                  {...form.getInputProps('username')}
                />
                <PasswordInput
                  label={t('common:password.label')}
                  description={t('password_rule')}
                  autoComplete="new-password"
                  aria-invalid={form.errors['password'] !== undefined}
                  {...form.getInputProps('password')}
                />
                <TextInput label={t('name')} autoComplete="name" {...form.getInputProps('name')} />
                <TextInput
                  label={t('email')}
                  type="email"
                  autoComplete="email"
                  {...form.getInputProps('primaryEmail')}
                />
                {failure && (
                  <Alert color="red" role="alert">
                    {failure}
                  </Alert>
                )}
                <Button type="submit" fullWidth loading={make.isPending}>
                  {t('submit')}
                </Button>
              </Stack>
            </form>
          </Paper>
        )}
        {!isClosed && (
          <Text c="dimmed" size="sm" ta="center" mt="md">
            {t('already')}{' '}
            <Anchor component="button" type="button" inherit onClick={toConsole}>
              {t('sign_in')}
            </Anchor>
          </Text>
        )}
      </Box>
    </Center>
  );
}
