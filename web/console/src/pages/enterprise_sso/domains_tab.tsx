import {TagsInput, Text} from '@mantine/core';
import type {FormErrors} from '@mantine/form';
import {useTranslation} from 'react-i18next';

import type {ApiError} from '../../api/api_error.ts';
import {EditForm} from '../../components/edit_form.tsx';
import {FormSection} from '../../components/form_section.tsx';
import {useEditForm} from '../../components/use_edit_form.ts';
import {useSsoConnectors, type SsoConnector} from '../../data/sso_connectors.ts';
import {updateSsoConnector} from './data.ts';
import {findWrong, refusedDomains, tidyDomains} from './domains.ts';

const codes = ['single_sign_on.forbidden_domains', 'single_sign_on.duplicated_domains', 'single_sign_on.invalid_domain_format'];

function errorsOf(error: ApiError): FormErrors | undefined {
  if (!codes.includes(error.code)) return undefined;
  return {domains: [error.message, refusedDomains(error.data).join(', ')].filter(Boolean).join(' ')};
}

/** Whose e-mail addresses lead to this provider. */
export function DomainsTab({connector}: {connector: SsoConnector}) {
  const {t} = useTranslation('enterprise_sso');
  const {form, ...edit} = useEditForm({
    stored: {domains: connector.domains},
    validate: {
      domains: (list: string[]) => {
        const wrong = findWrong(list);
        return wrong === undefined ? null : t('domains.not_domain', {text: wrong});
      },
    },
    errorsOf,
    save: ({domains}) => updateSsoConnector(connector.id, {domains}),
  });
  const {domains} = form.values;
  return (
    <EditForm form={edit}>
      <FormSection title={t('domains.title')} description={t('domains.text')}>
        <TagsInput
          label={t('domains.field')}
          description={t('domains.field_text')}
          placeholder={domains.length === 0 ? 'example.com' : undefined}
          splitChars={[',', ' ', ';']}
          acceptValueOnBlur
          comboboxProps={{disabled: true}}
          {...form.getInputProps('domains')}
          onChange={(list) => form.setFieldValue('domains', tidyDomains(list))}
        />
        <SharedDomains id={connector.id} domains={domains} />
      </FormSection>
    </EditForm>
  );
}

/** A domain may belong to several connectors; users then choose. */
function SharedDomains({id, domains}: {id: string; domains: string[]}) {
  const {t, i18n} = useTranslation('enterprise_sso');
  const {data = []} = useSsoConnectors();
  const others = data.filter((one) => one.id !== id && one.domains.some((domain) => domains.includes(domain)));
  if (others.length === 0) return null;
  const names = new Intl.ListFormat(i18n.language).format(others.map(({connectorName}) => connectorName));
  return (
    <Text size="sm" role="status">
      {t('domains.shared', {names})}
    </Text>
  );
}
