import {Group, NumberInput, Select} from '@mantine/core';
import {useQuery} from '@tanstack/react-query';
import {useTranslation} from 'react-i18next';

import {api, take} from '../../api/client.ts';
import {queryClient} from '../../api/query_client.ts';
import {EditForm} from '../../components/edit_form.tsx';
import {FormSection} from '../../components/form_section.tsx';
import {QueryError} from '../../components/query_error.tsx';
import {useEditForm} from '../../components/use_edit_form.ts';
import * as check from '../../components/validate.ts';
import {toDuration, toSeconds, units, type Duration, type Unit} from './duration.ts';

const sessionKey = ['configs', 'session'];
const longest = 365 * units.days;

export function SessionsTab() {
  const {data, error, refetch} = useQuery({
    queryKey: sessionKey,
    queryFn: () => take(api.GET('/api/configs/oidc/session')),
  });
  if (error && !data) return <QueryError error={error} retry={() => void refetch()} />;
  return data ? <SessionForm ttl={data.ttl} /> : null;
}

type Values = Duration & {[name: string]: unknown};

function SessionForm({ttl}: {ttl: number}) {
  const {t} = useTranslation('security');
  const {form, ...edit} = useEditForm<Values>({
    stored: {...toDuration(ttl)},
    validate: {
      amount: (amount, {unit}) => check.required(String(amount)) ?? check.between(1, longest / units[unit])(amount),
    },
    fieldOfPath: {ttl: 'amount'},
    save: async (duration) => {
      const stored = await take(api.PATCH('/api/configs/oidc/session', {body: {ttl: toSeconds(duration)}}));
      queryClient.setQueryData(sessionKey, stored);
    },
  });
  return (
    <EditForm form={edit}>
      <FormSection title={t('sessions.title')} description={t('sessions.text')}>
        <Group align="flex-start" gap="xs">
          <NumberInput
            w={140}
            label={t('sessions.ttl')}
            allowDecimal={false}
            allowNegative={false}
            {...form.getInputProps('amount')}
          />
          <Select
            w={140}
            label={t('sessions.unit')}
            data={Object.keys(units).map((unit) => ({value: unit, label: t(`sessions.units.${unit as Unit}`)}))}
            allowDeselect={false}
            {...form.getInputProps('unit')}
          />
        </Group>
      </FormSection>
    </EditForm>
  );
}
