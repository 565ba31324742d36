import {Alert, Button, Group} from '@mantine/core';
import {useMutation} from '@tanstack/react-query';
import {IconCheck} from '@tabler/icons-react';
import {useTranslation} from 'react-i18next';

import {messageOf} from '../../api/api_error.ts';
import {api} from '../../api/client.ts';
import {queryClient} from '../../api/query_client.ts';
import {CopyField} from '../../components/copy_field.tsx';
import type {Application} from './application_choice.tsx';

/** The address that an application has to have registered, and a button that does it. */
export function RedirectUri({application, uri}: {application: Application | undefined; uri: string}) {
  const {t} = useTranslation('get_started');
  const known = application?.oidcClientMetadata.redirectUris ?? [];
  const add = useMutation({
    mutationFn: async ({id, oidcClientMetadata}: Application) => {
      const body = {oidcClientMetadata: {...oidcClientMetadata, redirectUris: [...known, uri]}};
      await api.PATCH('/api/applications/{id}', {params: {path: {id}}, body});
      await queryClient.invalidateQueries({queryKey: ['applications']});
    },
  });
  const isKnown = known.includes(uri);
  return (
    <>
      <CopyField label={t('redirect.label')} value={uri} />
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
