import {TextInput} from '@mantine/core';
import {useQuery} from '@tanstack/react-query';
import {useTranslation} from 'react-i18next';

import {ApiError} from '../../api/api_error.ts';
import {api, take} from '../../api/client.ts';
import {queryClient} from '../../api/query_client.ts';
import type {Reply} from '../../api/types.ts';
import {checkLook, ColorSection, CssSection, fromLook, LogoFields, toLook} from '../../components/branding_fields.tsx';
import {EditForm} from '../../components/edit_form.tsx';
import {FormSection} from '../../components/form_section.tsx';
import {LookPreview} from '../../components/look_preview.tsx';
import {QueryError} from '../../components/query_error.tsx';
import {useEditForm} from '../../components/use_edit_form.ts';
import * as check from '../../components/validate.ts';
import {applicationKey} from './data.ts';

const path = '/api/applications/{applicationId}/sign-in-experience' as const;
type Experience = Reply<typeof path, 'get'>;

const toValues = (shown: Experience | null) => ({
  ...toLook(shown),
  displayName: shown?.displayName ?? '',
  termsOfUseUrl: shown?.termsOfUseUrl ?? '',
  privacyPolicyUrl: shown?.privacyPolicyUrl ?? '',
});
type Values = ReturnType<typeof toValues>;

async function save(applicationId: string, values: Values) {
  const body = {
    ...fromLook(values),
    displayName: values.displayName.trim() || null,
    termsOfUseUrl: values.termsOfUseUrl.trim() || null,
    privacyPolicyUrl: values.privacyPolicyUrl.trim() || null,
  };
  await api.PUT(path, {params: {path: {applicationId}}, body});
  await queryClient.invalidateQueries({queryKey: [...applicationKey(applicationId), 'branding']});
}

/** The application's own look of the sign-in pages. */
export function BrandingTab({id, name}: {id: string; name: string}) {
  const query = useQuery({
    queryKey: [...applicationKey(id), 'branding'],
    queryFn: () =>
      take(api.GET(path, {params: {path: {applicationId: id}}})).catch((error: unknown) => {
        // There is none before the first time.
        if (error instanceof ApiError && error.status === 404) return null;
        throw error;
      }),
  });
  if (query.error && query.data === undefined) {
    return <QueryError error={query.error} retry={() => void query.refetch()} />;
  }
  return query.data === undefined ? null : <BrandingForm id={id} name={name} shown={query.data} />;
}

function BrandingForm({id, name, shown}: {id: string; name: string; shown: Experience | null}) {
  const {t} = useTranslation(['applications', 'common']);
  const {form, ...edit} = useEditForm<Values>({
    stored: toValues(shown),
    validate: {
      displayName: check.atMost(256),
      ...checkLook,
      termsOfUseUrl: check.webAddress,
      privacyPolicyUrl: check.webAddress,
    },
    save: (values) => save(id, values),
  });
  return (
    <EditForm form={edit}>
      <FormSection title={t('branding.title')} description={t('branding.text')}>
        <TextInput
          label={t('branding.display_name')}
          description={t('branding.display_name_text')}
          {...form.getInputProps('displayName')}
        />
        <LogoFields form={form} />
      </FormSection>
      <ColorSection form={form} />
      <LookPreview name={form.values.displayName || name} {...form.values} />
      <FormSection title={t('branding.legal')} description={t('branding.legal_text')}>
        <TextInput type="url" label={t('common:legal.terms')} {...form.getInputProps('termsOfUseUrl')} />
        <TextInput type="url" label={t('common:legal.privacy')} {...form.getInputProps('privacyPolicyUrl')} />
      </FormSection>
      <CssSection form={form} />
    </EditForm>
  );
}
