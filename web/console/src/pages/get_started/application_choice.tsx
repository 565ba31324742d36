// The application that a guide is read for: its values stand in the guide's code.
import {Button, Group, Select} from '@mantine/core';
import {useMutation, useQuery} from '@tanstack/react-query';
import {IconPlus} from '@tabler/icons-react';
import {useTranslation} from 'react-i18next';

import {api, take} from '../../api/client.ts';
import {queryClient} from '../../api/query_client.ts';
import type {ApplicationType, Reply} from '../../api/types.ts';
import {useListState} from '../../components/list_state.ts';

export type Application = Reply<'/api/applications', 'get'>[number];

interface Chosen {
  application: Application | undefined;
  secret: string | undefined;
}

const isAlive = ({expiresAt}: {expiresAt: number | null}) => expiresAt === null || expiresAt > Date.now();

/** What stands in the address, or the newest application of the type. */
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
  /** of one that is made here */
  name: string;
}

export function ApplicationChoice({all, application, type, name}: Props) {
  const {t} = useTranslation('get_started');
  const state = useListState();
  const choose = (id: string | null) => state.change({app: id ?? undefined});
  const create = useMutation({
    mutationFn: async () => {
      const oidcClientMetadata = {redirectUris: [], postLogoutRedirectUris: []};
      const {id} = await take(api.POST('/api/applications', {body: {name, type, oidcClientMetadata}}));
      await queryClient.invalidateQueries({queryKey: ['applications']});
      choose(id);
    },
  });
  return (
    <Group align="flex-end" gap="xs">
      <Select
        label={t('choice.application')}
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
        loading={create.isPending}
        onClick={() => create.mutate()}
      >
        {t('choice.create')}
      </Button>
    </Group>
  );
}
