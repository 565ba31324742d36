import {Checkbox, Radio, SimpleGrid, Stack, TextInput} from '@mantine/core';
import {useTranslation} from 'react-i18next';

import {EditForm} from '../../components/edit_form.tsx';
import {FormSection} from '../../components/form_section.tsx';
import {useEditForm} from '../../components/use_edit_form.ts';
import * as check from '../../components/validate.ts';
import {orNull, updateExperience, type Experience, type ExperienceChanges, type Identifier} from './data.ts';
import {useDraft} from './preview_context.ts';

const identifiers = ['username', 'email', 'phone'] as const satisfies Identifier[];
const modes = ['SignInAndRegister', 'SignIn', 'Register'] as const;
const policies = ['Automatic', 'ManualRegistrationOnly', 'Manual'] as const;

const toValues = (experience: Experience) => ({
  identifiers: identifiers.filter((known) =>
    experience.signIn.methods.some(({identifier, password}) => identifier === known && password),
  ) as Identifier[],
  signInMode: experience.signInMode,
  termsOfUseUrl: experience.termsOfUseUrl ?? '',
  privacyPolicyUrl: experience.privacyPolicyUrl ?? '',
  agreeToTermsPolicy: experience.agreeToTermsPolicy,
  supportEmail: experience.supportEmail ?? '',
  supportWebsiteUrl: experience.supportWebsiteUrl ?? '',
  unknownSessionRedirectUrl: experience.unknownSessionRedirectUrl ?? '',
});
type Values = ReturnType<typeof toValues>;

function toChanges({signUp}: Experience, values: Values): ExperienceChanges {
  const method = (identifier: Identifier) => ({
    identifier,
    password: true,
    verificationCode: false,
    isPasswordPrimary: true,
  });
  const hasUsername = values.identifiers.includes('username');
  return {
    signIn: {methods: identifiers.filter((known) => values.identifiers.includes(known)).map(method)},
    // Users register with a username; an address could not be verified.
    signUp: {...signUp, identifiers: hasUsername ? ['username'] : [], password: true},
    signInMode: values.signInMode,
    termsOfUseUrl: orNull(values.termsOfUseUrl),
    privacyPolicyUrl: orNull(values.privacyPolicyUrl),
    agreeToTermsPolicy: values.agreeToTermsPolicy,
    supportEmail: orNull(values.supportEmail),
    supportWebsiteUrl: orNull(values.supportWebsiteUrl),
    unknownSessionRedirectUrl: orNull(values.unknownSessionRedirectUrl),
  };
}

const fieldOfCode = {
  'sign_in_experiences.miss_sign_up_identifier_in_sign_in': 'identifiers',
  'sign_in_experiences.at_least_one_authentication_factor': 'identifiers',
};

export function SignInTab({experience}: {experience: Experience}) {
  const {t} = useTranslation(['sign_in_experience', 'common']);
  const {form, ...edit} = useEditForm<Values>({
    stored: toValues(experience),
    validate: {
      identifiers: (chosen, {signInMode}) => {
        if (chosen.length === 0) return t('sign_in.identifier_required');
        return signInMode !== 'SignIn' && !chosen.includes('username') ? t('sign_in.username_required') : null;
      },
      termsOfUseUrl: check.webAddress,
      privacyPolicyUrl: check.webAddress,
      supportEmail: check.email,
      supportWebsiteUrl: check.webAddress,
      unknownSessionRedirectUrl: check.webAddress,
    },
    fieldOfCode,
    save: (values) => updateExperience(toChanges(experience, values)),
  });
  useDraft({settings: toChanges(experience, form.values)});
  const hasTerms = Boolean(form.values.termsOfUseUrl.trim() || form.values.privacyPolicyUrl.trim());
  return (
    <EditForm form={edit}>
      <FormSection title={t('sign_in.title')} description={t('sign_in.text')}>
        <Checkbox.Group label={t('sign_in.identifiers')} {...form.getInputProps('identifiers')}>
          <Stack gap="xs" mt={6}>
            {identifiers.map((value) => (
              <Checkbox key={value} value={value} label={t(`sign_in.identifier.${value}`)} />
            ))}
          </Stack>
        </Checkbox.Group>
      </FormSection>
      <FormSection title={t('sign_in.registration')} description={t('sign_in.registration_text')}>
        <Radio.Group aria-label={t('sign_in.registration')} {...form.getInputProps('signInMode')}>
          <Stack gap="sm">
            {modes.map((value) => (
              <Radio
                key={value}
                value={value}
                label={t(`sign_in.mode.${value}`)}
                description={t(`sign_in.mode_text.${value}`)}
              />
            ))}
          </Stack>
        </Radio.Group>
      </FormSection>
      <FormSection title={t('sign_in.terms')} description={t('sign_in.terms_text')}>
        <SimpleGrid cols={{base: 1, sm: 2}}>
          <TextInput
            type="url"
            label={t('common:legal.terms')}
            placeholder="https://"
            {...form.getInputProps('termsOfUseUrl')}
          />
          <TextInput
            type="url"
            label={t('common:legal.privacy')}
            placeholder="https://"
            {...form.getInputProps('privacyPolicyUrl')}
          />
        </SimpleGrid>
        {hasTerms && (
          <Radio.Group label={t('sign_in.agree')} {...form.getInputProps('agreeToTermsPolicy')}>
            <Stack gap="sm" mt={6}>
              {policies.map((value) => (
                <Radio key={value} value={value} label={t(`sign_in.policy.${value}`)} />
              ))}
            </Stack>
          </Radio.Group>
        )}
      </FormSection>
      <FormSection title={t('sign_in.help')} description={t('sign_in.help_text')}>
        <SimpleGrid cols={{base: 1, sm: 2}}>
          <TextInput type="email" label={t('sign_in.support_email')} {...form.getInputProps('supportEmail')} />
          <TextInput
            type="url"
            label={t('sign_in.support_url')}
            placeholder="https://"
            {...form.getInputProps('supportWebsiteUrl')}
          />
        </SimpleGrid>
        <TextInput
          type="url"
          label={t('sign_in.unknown_session')}
          description={t('sign_in.unknown_session_text')}
          placeholder="https://"
          {...form.getInputProps('unknownSessionRedirectUrl')}
        />
      </FormSection>
    </EditForm>
  );
}
