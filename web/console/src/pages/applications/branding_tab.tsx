import {ColorInput, SimpleGrid, Switch, TextInput} from '@mantine/core';
import {useQuery} from '@tanstack/react-query';
import {useTranslation} from 'react-i18next';

import {ApiError} from '../../api/api_error.ts';
import {api, take} from '../../api/client.ts';
import {queryClient} from '../../api/query_client.ts';
import type {Reply} from '../../api/types.ts';
import {CodeEditor} from '../../components/code_editor.tsx';
import {EditForm} from '../../components/edit_form.tsx';
import {FormSection} from '../../components/form_section.tsx';
import {QueryError} from '../../components/query_error.tsx';
import {useEditForm} from '../../components/use_edit_form.ts';
import * as check from '../../components/validate.ts';
import {applicationKey} from './data.ts';

const path = '/api/applications/{applicationId}/sign-in-experience' as const;
type Experience = Reply<typeof path, 'get'>;

const color = {primaryColor: '', darkPrimaryColor: '', isDarkModeEnabled: true};
const branding = {logoUrl: '', darkLogoUrl: '', favicon: '', darkFavicon: ''};

const toValues = (shown: Experience | null) => ({
  displayName: shown?.displayName ?? '',
  color: {...color, ...shown?.color},
  branding: {...branding, ...shown?.branding},
  termsOfUseUrl: shown?.termsOfUseUrl ?? '',
  privacyPolicyUrl: shown?.privacyPolicyUrl ?? '',
  customCss: shown?.customCss ?? '',
});
type Values = ReturnType<typeof toValues>;

const filled = <T extends object>(object: T): Partial<T> =>
  Object.fromEntries(Object.entries(object).filter(([, value]) => value !== '')) as Partial<T>;

async function save(applicationId: string, values: Values) {
  const body = {
    displayName: values.displayName.trim() || null,
    // What is empty is the tenant's.
    color: filled(values.color),
    branding: filled(values.branding),
    termsOfUseUrl: values.termsOfUseUrl.trim() || null,
    privacyPolicyUrl: values.privacyPolicyUrl.trim() || null,
    customCss: values.customCss.trim() || null,
  };
  await api.PUT(path, {params: {path: {applicationId}}, body});
  await queryClient.invalidateQueries({queryKey: [...applicationKey(applicationId), 'branding']});
}

/** What the sign-in pages show for this application instead of what they show for all. */
export function BrandingTab({id}: {id: string}) {
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
  return query.data === undefined ? null : <BrandingForm id={id} shown={query.data} />;
}

function BrandingForm({id, shown}: {id: string; shown: Experience | null}) {
  const {t} = useTranslation('applications');
  const {form, ...edit} = useEditForm<Values>({
    stored: toValues(shown),
    validate: {
      displayName: check.atMost(256),
      color: {primaryColor: check.color, darkPrimaryColor: check.color},
      branding: {
        logoUrl: check.webAddress,
        darkLogoUrl: check.webAddress,
        favicon: check.webAddress,
        darkFavicon: check.webAddress,
      },
      termsOfUseUrl: check.webAddress,
      privacyPolicyUrl: check.webAddress,
    },
    save: (values) => save(id, values),
  });
  const address = (name: 'logoUrl' | 'darkLogoUrl' | 'favicon' | 'darkFavicon') => (
    <TextInput
      type="url"
      label={t(`branding.${name}`)}
      placeholder="https://"
      {...form.getInputProps(`branding.${name}`)}
    />
  );
  return (
    <EditForm form={edit}>
      <FormSection title={t('branding.title')} description={t('branding.text')}>
        <TextInput
          label={t('branding.display_name')}
          description={t('branding.display_name_text')}
          {...form.getInputProps('displayName')}
        />
        <SimpleGrid cols={{base: 1, sm: 2}}>
          {address('logoUrl')}
          {address('darkLogoUrl')}
          {address('favicon')}
          {address('darkFavicon')}
        </SimpleGrid>
      </FormSection>
      <FormSection title={t('branding.colors')} description={t('branding.colors_text')}>
        <SimpleGrid cols={{base: 1, sm: 2}}>
          <ColorInput label={t('branding.primary')} {...form.getInputProps('color.primaryColor')} />
          <ColorInput label={t('branding.dark_primary')} {...form.getInputProps('color.darkPrimaryColor')} />
        </SimpleGrid>
        <Switch
          label={t('branding.dark_mode')}
          {...form.getInputProps('color.isDarkModeEnabled', {type: 'checkbox'})}
        />
      </FormSection>
      <FormSection title={t('branding.legal')} description={t('branding.legal_text')}>
        <TextInput type="url" label={t('branding.terms')} {...form.getInputProps('termsOfUseUrl')} />
        <TextInput type="url" label={t('branding.privacy')} {...form.getInputProps('privacyPolicyUrl')} />
      </FormSection>
      <FormSection title={t('branding.css')} description={t('branding.css_text')}>
        <CodeEditor label="CSS" {...form.getInputProps('customCss')} />
      </FormSection>
    </EditForm>
  );
}
