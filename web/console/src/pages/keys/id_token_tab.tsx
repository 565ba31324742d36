import {Select, Switch} from '@mantine/core';
import {useQuery} from '@tanstack/react-query';
import {useTranslation} from 'react-i18next';

import {api, take} from '../../api/client.ts';
import {queryClient} from '../../api/query_client.ts';
import type {Reply} from '../../api/types.ts';
import {EditForm} from '../../components/edit_form.tsx';
import {FormSection} from '../../components/form_section.tsx';
import {QueryError} from '../../components/query_error.tsx';
import {useEditForm} from '../../components/use_edit_form.ts';
import {updateExperience, useExperience, type Experience} from '../sign_in_experience/data.ts';

const path = '/api/configs/id-token' as const;
type Claim = NonNullable<Reply<typeof path, 'get'>['enabledExtendedClaims']>[number];

const claims = [
  'roles',
  'organizations',
  'organization_roles',
  'organization_data',
  'custom_data',
  'identities',
] as const satisfies Claim[];

const key = ['configs', 'id-token'];

export function IdTokenTab() {
  const {data, error, refetch} = useQuery({queryKey: key, queryFn: () => take(api.GET(path))});
  const {data: experience} = useExperience();
  if (error && !data) return <QueryError error={error} retry={() => void refetch()} />;
  if (!data || !experience) return null;
  return <ClaimsForm enabled={data.enabledExtendedClaims ?? []} dialect={experience.claimsDialect ?? 'logto'} />;
}

type Dialect = NonNullable<Experience['claimsDialect']>;
type Values = Record<(typeof claims)[number], boolean> & {dialect: Dialect};

function ClaimsForm({enabled, dialect}: {enabled: Claim[]; dialect: Dialect}) {
  const {t} = useTranslation(['keys', 'common']);
  const {form, ...edit} = useEditForm<Values>({
    stored: {...Object.fromEntries(claims.map((claim) => [claim, enabled.includes(claim)])), dialect} as Values,
    save: async (values) => {
      // Claims that are not shown here stay as they are.
      const others = enabled.filter((claim) => !(claim in values));
      const chosen = claims.filter((claim) => values[claim]);
      const stored = await take(api.PUT(path, {body: {enabledExtendedClaims: [...chosen, ...others]}}));
      queryClient.setQueryData(key, stored);
      if (values.dialect !== dialect) await updateExperience({claimsDialect: values.dialect});
    },
  });
  return (
    <EditForm form={edit}>
      <FormSection title={t('claims.title')} description={t('claims.text')}>
        {claims.map((claim) => (
          <Switch
            key={claim}
            label={<code>{claim}</code>}
            description={t(`claims.of.${claim}`)}
            {...form.getInputProps(claim, {type: 'checkbox'})}
          />
        ))}
      </FormSection>
      <FormSection title={t('common:dialect.title')} description={t('dialect.text')}>
        <Select
          label={t('dialect.label')}
          description={t('dialect.label_text')}
          data={[
            {value: 'logto', label: t('common:dialect.logto')},
            {value: 'standard', label: t('common:dialect.standard')},
          ]}
          allowDeselect={false}
          styles={{wrapper: {maxWidth: 320}}}
          {...form.getInputProps('dialect')}
        />
      </FormSection>
    </EditForm>
  );
}
