// The application that a guide is read for: its values stand in the guide's code.
import {Button, Group, Select, TextInput} from '@mantine/core';
import {useQuery} from '@tanstack/react-query';
import {IconPlus} from '@tabler/icons-react';
import {useState} from 'react';
import {useTranslation} from 'react-i18next';

import {api, take} from '../../api/client.ts';
import {queryClient} from '../../api/query_client.ts';
import type {ApplicationType, Reply} from '../../api/types.ts';
import {CreateDialog} from '../../components/create_dialog.tsx';
import {useListState} from '../../components/list_state.ts';
import * as check from '../../components/validate.ts';

export type Application = Reply<'/api/applications', 'get'>[number];

interface Chosen {
  application: Application | undefined;
  secret: string | undefined;
}

const isAlive = ({expiresAt}: {expiresAt: number | null}) => expiresAt === null || expiresAt > Date.now();

/** The application in the address, or the newest one of the type. */
export function useChosenApplication(type: ApplicationType): Chosen & {all: Application[]} {
  const state = useListState();
  const {data: all = []} = useQuery({
    queryKey: ['applications', 'guide', type],
    queryFn: () => take(api.GET('/api/applications', {params: {query: {types: type}}})),
  });
  const application = all.find(({id}) => id === state.filter('app')) ?? all[0];
  const id = application?.id ?? '';
  const {data: secrets = []} = useQuery({
    queryKey: ['applications', id, 'secrets'],
    queryFn: () => take(api.GET('/api/applications/{id}/secrets', {params: {path: {id}}})),
    enabled: id !== '' && type !== 'SPA',
  });
  return {all, application, secret: secrets.find(isAlive)?.value};
}

interface Props extends ReturnType<typeof useChosenApplication> {
  type: ApplicationType;
  /** an example of a name */
  name: string;
}

export function ApplicationChoice({all, application, type, name}: Props) {
  const {t} = useTranslation(['get_started', 'common']);
  const state = useListState();
  const [isCreating, setCreating] = useState(false);
  const choose = (id: string | null) => state.change({app: id ?? undefined});
  return (
    <Group align="flex-end" gap="xs">
      <Select
        label={t('common:noun.application')}
        placeholder={t('choice.none')}
        data={all.map((one) => ({value: one.id, label: one.name}))}
        value={application?.id ?? null}
        onChange={choose}
        allowDeselect={false}
        disabled={all.length === 0}
        searchable
        flex="1 1 240px"
      />
      <Button
        variant={all.length === 0 ? 'filled' : 'default'}
        leftSection={<IconPlus size={16} />}
        onClick={() => setCreating(true)}
      >
        {t('choice.create')}
      </Button>
      <CreateOne opened={isCreating} onClose={() => setCreating(false)} type={type} example={name} choose={choose} />
    </Group>
  );
}

interface CreateProps {
  opened: boolean;
  onClose: () => void;
  type: ApplicationType;
  example: string;
  choose: (id: string) => void;
}

function CreateOne({opened, onClose, type, example, choose}: CreateProps) {
  const {t} = useTranslation(['get_started', 'common']);
  const create = async ({name}: {name: string}) => {
    const oidcClientMetadata = {redirectUris: [], postLogoutRedirectUris: []};
    const body = {name: name.trim(), type, oidcClientMetadata};
    const {id} = await take(api.POST('/api/applications', {body}));
    await queryClient.invalidateQueries({queryKey: ['applications']});
    choose(id);
  };
  return (
    <CreateDialog
      opened={opened}
      onClose={onClose}
      title={t('choice.create_title')}
      initialValues={{name: ''}}
      validate={{name: check.name}}
      create={create}
    >
      {(form) => (
        <TextInput
          label={t('common:name')}
          description={t('choice.name_text')}
          placeholder={t('choice.name_example', {name: example})}
          data-autofocus
          {...form.getInputProps('name')}
        />
      )}
    </CreateDialog>
  );
}
