import {Alert, Radio, SimpleGrid, Skeleton, Text, TextInput} from '@mantine/core';
import {useNavigate} from '@tanstack/react-router';
import {useTranslation} from 'react-i18next';

import {messageOf} from '../../api/api_error.ts';
import {CreateDialog} from '../../components/create_dialog.tsx';
import * as check from '../../components/validate.ts';
import classes from '../../components/choice_card.module.css';
import {createSsoConnector, useProviders} from './data.ts';
import {ProviderLogo} from './provider_logo.tsx';

/** The kind of provider and a name; everything else is on the details page. */
export function CreateSsoConnector({opened, onClose}: {opened: boolean; onClose: () => void}) {
  const {t} = useTranslation(['enterprise_sso', 'common']);
  const navigate = useNavigate();
  const create = async ({providerName, connectorName}: {providerName: string; connectorName: string}) => {
    const id = await createSsoConnector({providerName, connectorName: connectorName.trim()});
    await navigate({to: '/enterprise-sso/$id/{-$tab}', params: {id}});
  };
  return (
    <CreateDialog
      opened={opened}
      onClose={onClose}
      title={t('common:action.add_sso_connector')}
      size="xl"
      initialValues={{providerName: '', connectorName: ''}}
      validate={{
        providerName: (name: string) => (name ? null : t('create.provider_required')),
        connectorName: check.shortName,
      }}
      fieldOfCode={{'single_sign_on.duplicate_connector_name': 'connectorName'}}
      create={create}
    >
      {(form) => (
        <>
          <ProviderChoice {...form.getInputProps('providerName')} />
          <TextInput
            label={t('create.name')}
            description={t('create.name_text')}
            placeholder="Acme"
            autoComplete="off"
            data-autofocus
            {...form.getInputProps('connectorName')}
          />
        </>
      )}
    </CreateDialog>
  );
}

interface ChoiceProps {
  value?: string;
  onChange: (name: string) => void;
  error?: string;
}

function ProviderChoice({value = '', onChange, error}: ChoiceProps) {
  const {t, i18n} = useTranslation('enterprise_sso');
  const {data: providers, error: failure} = useProviders(i18n.language);
  if (failure && !providers) return <Alert color="red">{messageOf(failure)}</Alert>;
  return (
    <Radio.Group label={t('create.provider')} value={value} onChange={onChange} error={error}>
      <SimpleGrid cols={{base: 1, sm: 2}} spacing="sm" mt={6}>
        {!providers && Array.from({length: 6}, (_, index) => <Skeleton key={index} height={84} radius="md" />)}
        {providers?.map((provider) => (
          <Radio.Card
            key={provider.providerName}
            value={provider.providerName}
            className={classes['pictured']!}
            aria-label={provider.name}
          >
            <ProviderLogo of={provider} />
            <div>
              <Text size="sm" fw={500}>
                {provider.name}
              </Text>
              <Text size="xs" c="dimmed" mt={2}>
                {provider.description}
              </Text>
            </div>
          </Radio.Card>
        ))}
      </SimpleGrid>
    </Radio.Group>
  );
}
