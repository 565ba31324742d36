import {useTranslation} from 'react-i18next';

import type {Organization} from '../../api/types.ts';
import {checkLook, ColorSection, CssSection, fromLook, LogoFields, toLook} from '../../components/branding_fields.tsx';
import {EditForm} from '../../components/edit_form.tsx';
import {FormSection} from '../../components/form_section.tsx';
import {LookPreview} from '../../components/look_preview.tsx';
import {useEditForm} from '../../components/use_edit_form.ts';
import {updateOrganization} from './data.ts';

/** The look of the sign-in pages for this organization. */
export function BrandingTab({organization}: {organization: Organization}) {
  const {t} = useTranslation(['organizations', 'common']);
  const {form, ...edit} = useEditForm({
    stored: toLook(organization),
    validate: checkLook,
    save: (values) => updateOrganization(organization.id, fromLook(values)),
  });
  return (
    <EditForm form={edit}>
      <FormSection title={t('common:branding.logoUrl')} description={t('branding.text')}>
        <LogoFields form={form} />
      </FormSection>
      <ColorSection form={form} />
      <LookPreview name={organization.name} {...form.values} />
      <CssSection form={form} />
    </EditForm>
  );
}
