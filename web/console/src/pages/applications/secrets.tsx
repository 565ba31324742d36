import {ActionIcon, Badge, Button, Group, Select, Text, TextInput, Tooltip} from '@mantine/core';
import {useDisclosure} from '@mantine/hooks';
import {IconPlus, IconTrash} from '@tabler/icons-react';
import {useQuery, useQueryClient} from '@tanstack/react-query';
import {useState} from 'react';
import {useTranslation} from 'react-i18next';

import {api, take} from '../../api/client.ts';
import type {Reply} from '../../api/types.ts';
import {ConfirmDialog} from '../../components/confirm_dialog.tsx';
import {CreateDialog} from '../../components/create_dialog.tsx';
import {FormSection} from '../../components/form_section.tsx';
import {QueryError} from '../../components/query_error.tsx';
import {SecretValue} from '../../components/secret_value.tsx';
import {Time} from '../../components/time.tsx';
import * as check from '../../components/validate.ts';
import {applicationKey} from './data.ts';
import classes from './secrets.module.css';

type AppSecret = Reply<'/api/applications/{id}/secrets', 'get'>[number];

const day = 86_400_000;
const lifetimes = ['7', '30', '180', '365'] as const;

export function Secrets({id}: {id: string}) {
  const {t} = useTranslation(['applications', 'common']);
  const cache = useQueryClient();
  const [isAdding, {open, close}] = useDisclosure(false);
  const [doomed, setDoomed] = useState<AppSecret>();
  const queryKey = [...applicationKey(id), 'secrets'];
  const query = useQuery({
    queryKey,
    queryFn: () => take(api.GET('/api/applications/{id}/secrets', {params: {path: {id}}})),
  });
  const reload = () => cache.invalidateQueries({queryKey});

  const add = async ({name, days}: {name: string; days: string}) => {
    const expiresAt = days === 'never' ? null : Date.now() + Number(days) * day;
    const body = {name: name.trim(), expiresAt};
    await api.POST('/api/applications/{id}/secrets', {params: {path: {id}}, body});
    await reload();
  };
  const remove = async (secret: AppSecret) => {
    const path = {id, name: secret.name};
    await api.DELETE('/api/applications/{id}/secrets/{name}', {params: {path}});
    await reload();
  };

  return (
    <FormSection title={t('secrets.title')} description={t('secrets.text')}>
      {query.error && <QueryError error={query.error} retry={() => void query.refetch()} />}
      {query.data && query.data.length > 0 && <SecretTable secrets={query.data} onRemove={setDoomed} />}
      <div>
        <Button variant="default" leftSection={<IconPlus size={16} />} onClick={open}>
          {t('secrets.add')}
        </Button>
      </div>
      <CreateDialog
        opened={isAdding}
        onClose={close}
        title={t('secrets.add')}
        initialValues={{name: '', days: 'never'}}
        validate={{name: check.name}}
        fieldOfCode={{'application.secret_name_exists': 'name'}}
        create={add}
      >
        {(form) => (
          <>
            <TextInput label={t('common:name')} data-autofocus {...form.getInputProps('name')} />
            <Select
              label={t('common:expiry.expires')}
              data={[
                {value: 'never', label: t('common:expiry.never')},
                ...lifetimes.map((value) => ({value, label: t('common:expiry.in_days', {count: Number(value)})})),
              ]}
              allowDeselect={false}
              {...form.getInputProps('days')}
            />
          </>
        )}
      </CreateDialog>
      <ConfirmDialog
        opened={doomed !== undefined}
        onClose={() => setDoomed(undefined)}
        title={t('secrets.delete_title')}
        onConfirm={() => remove(doomed!)}
      >
        {t('secrets.delete_text', {name: doomed?.name})}
      </ConfirmDialog>
    </FormSection>
  );
}

function SecretTable({secrets, onRemove}: {secrets: AppSecret[]; onRemove: (secret: AppSecret) => void}) {
  const {t} = useTranslation(['applications', 'common']);
  return (
    <ul className={classes['list']} aria-label={t('secrets.title')}>
      {secrets.map((secret) => (
        <li key={secret.name} className={classes['secret']}>
          <div className={classes['name']}>
            <Text size="sm" fw={500} style={{overflowWrap: 'anywhere'}}>
              {secret.name}
            </Text>
            <Text component="div" size="xs" c="dimmed">
              {t('common:expiry.expires')}: <Expiry at={secret.expiresAt} />
            </Text>
          </div>
          <SecretValue value={secret.value} label={secret.name} />
          <Tooltip label={t('common:delete')}>
            <ActionIcon
              data-touch
              aria-label={`${t('common:delete')}: ${secret.name}`}
              onClick={() => onRemove(secret)}
            >
              <IconTrash size={16} stroke={1.5} />
            </ActionIcon>
          </Tooltip>
        </li>
      ))}
    </ul>
  );
}

function Expiry({at}: {at: number | null}) {
  const {t} = useTranslation(['applications', 'common']);
  if (at === null) return t('common:expiry.never');
  return (
    <Group gap={6} component="span" display="inline-flex">
      <Time at={at} />
      {at < Date.now() && <Badge color="red">{t('common:expiry.expired')}</Badge>}
    </Group>
  );
}
