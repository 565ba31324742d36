import {Alert, Button, Group} from '@mantine/core';
import {useMutation} from '@tanstack/react-query';
import {IconCheck} from '@tabler/icons-react';
import {useTranslation} from 'react-i18next';

import {messageOf} from '../../api/api_error.ts';
import {api} from '../../api/client.ts';
import {queryClient} from '../../api/query_client.ts';
import {CopyField} from '../../components/copy_field.tsx';
import type {Application} from './application_choice.tsx';

interface Props {
  application: Application | undefined;
  uri: string;
  /** where users come back to after signing out, for libraries that sign out at the server */
  signedOut?: string | undefined;
}

const withOne = (known: string[], uri: string | undefined) =>
  uri === undefined || known.includes(uri) ? known : [...known, uri];

/** The addresses that an application has to have registered, and a button that does it. */
export function RedirectUri({application, uri, signedOut}: Props) {
  const {t} = useTranslation('get_started');
  const known = application?.oidcClientMetadata;
  const add = useMutation({
    mutationFn: async ({id, oidcClientMetadata}: Application) => {
      const {redirectUris, postLogoutRedirectUris} = oidcClientMetadata;
      const body = {
        oidcClientMetadata: {
          ...oidcClientMetadata,
          redirectUris: withOne(redirectUris, uri),
          postLogoutRedirectUris: withOne(postLogoutRedirectUris, signedOut),
        },
      };
      await api.PATCH('/api/applications/{id}', {params: {path: {id}}, body});
      await queryClient.invalidateQueries({queryKey: ['applications']});
    },
  });
  const isKnown =
    Boolean(known?.redirectUris.includes(uri)) &&
    (signedOut === undefined || Boolean(known?.postLogoutRedirectUris.includes(signedOut)));
  return (
    <>
      <CopyField label={t('redirect.label')} value={uri} />
      {signedOut !== undefined && <CopyField label={t('redirect.signed_out')} value={signedOut} />}
      {application && (
        <Group>
          <Button
            variant={isKnown ? 'default' : 'filled'}
            leftSection={isKnown && <IconCheck size={16} />}
            disabled={isKnown}
            loading={add.isPending}
            onClick={() => add.mutate(application)}
          >
            {isKnown ? t('redirect.registered') : t('redirect.register', {name: application.name})}
          </Button>
        </Group>
      )}
      {add.isError && (
        <Alert color="red" role="alert">
          {messageOf(add.error)}
        </Alert>
      )}
    </>
  );
}
