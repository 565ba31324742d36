import {Alert, Radio, SimpleGrid, Skeleton, Stack, TextInput} from '@mantine/core';
import {IconAlertTriangle} from '@tabler/icons-react';
import {useTranslation} from 'react-i18next';

import {EditForm} from '../../components/edit_form.tsx';
import {FormSection} from '../../components/form_section.tsx';
import {useEditForm} from '../../components/use_edit_form.ts';
import * as check from '../../components/validate.ts';
import {useSenders} from '../../data/connectors.ts';
import {orNull, updateExperience, type Experience, type ExperienceChanges, type Identifier} from './data.ts';
import {EnterpriseSection} from './enterprise_section.tsx';
import {MethodList} from './method_list.tsx';
import {adapt, toChangedSettings, toChoices, type Choices, type Method} from './methods.ts';
import {NoSender} from './no_sender.tsx';
import {useDraft} from './preview_context.ts';
import {RecoverySection} from './recovery_section.tsx';
import {fromRecovery, toRecovery} from './recovery.ts';
import {SignUpSection} from './sign_up_section.tsx';
import {SocialSection} from './social_section.tsx';
import {dependenceOf, hasOthers} from './ways.ts';

const policies = ['Automatic', 'ManualRegistrationOnly', 'Manual'] as const;

type CanSend = (identifier: Identifier) => boolean;

const toValues = (experience: Experience, canSend: CanSend) => ({
  ...toChoices(experience),
  recovery: toRecovery(experience.forgotPasswordMethods, canSend),
  social: experience.socialSignInConnectorTargets,
  linksAccounts: experience.socialSignIn.automaticAccountLinking ?? false,
  skipsIdentifiers: experience.socialSignIn.skipRequiredIdentifiers ?? false,
  hasSso: experience.singleSignOnEnabled,
  signInMode: experience.signInMode,
  termsOfUseUrl: experience.termsOfUseUrl ?? '',
  privacyPolicyUrl: experience.privacyPolicyUrl ?? '',
  agreeToTermsPolicy: experience.agreeToTermsPolicy,
  supportEmail: experience.supportEmail ?? '',
  supportWebsiteUrl: experience.supportWebsiteUrl ?? '',
  unknownSessionRedirectUrl: experience.unknownSessionRedirectUrl ?? '',
});
type Values = ReturnType<typeof toValues>;

const choicesOf = ({with: kind, further, password, methods, hasPasskeys}: Values): Choices => ({
  with: kind,
  further,
  password,
  methods,
  hasPasskeys,
});

function toChanges(experience: Experience, values: Values, before: Values): ExperienceChanges {
  return {
    ...toChangedSettings(choicesOf(values), choicesOf(before), values.signInMode),
    forgotPasswordMethods: fromRecovery(values.recovery, experience.forgotPasswordMethods, before.recovery),
    socialSignInConnectorTargets: values.social,
    socialSignIn: {
      ...experience.socialSignIn,
      automaticAccountLinking: values.linksAccounts,
      skipRequiredIdentifiers: values.skipsIdentifiers,
    },
    singleSignOnEnabled: values.hasSso,
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
  'sign_in_experiences.miss_sign_up_identifier_in_sign_in': 'methods',
  'sign_in_experiences.at_least_one_authentication_factor': 'methods',
  'sign_in_experiences.code_sign_in_must_be_enabled': 'methods',
  'sign_in_experiences.enabled_connector_not_found': 'methods',
  'sign_in_experiences.passwordless_requires_verify': 'with',
  'sign_in_experiences.missing_sign_up_identifiers': 'with',
  'sign_in_experiences.username_requires_password': 'with',
  'sign_in_experiences.duplicated_sign_up_identifiers': 'further',
  'sign_in_experiences.forgot_password_method_requires_connector': 'recovery',
  'sign_in_experiences.password_expiration_requires_forgot_password': 'recovery',
};

export function SignInTab({experience}: {experience: Experience}) {
  const senders = useSenders();
  if (!senders) return <Skeleton height={480} radius="lg" />;
  const canSend = (identifier: Identifier) =>
    identifier !== 'username' && senders[identifier === 'email' ? 'Email' : 'Sms'];
  return <SignInForm experience={experience} canSend={canSend} />;
}

function SignInForm({experience, canSend}: {experience: Experience; canSend: CanSend}) {
  const {t} = useTranslation(['sign_in_experience', 'common']);
  const stored = toValues(experience, canSend);
  const {form, ...edit} = useEditForm<Values>({
    stored,
    validate: {
      with: (kind, values) =>
        values.signInMode !== 'SignIn' && kind === 'none' && !hasOthers(values) ? t('sign_in.identifier_required') : null,
      methods: (methods, values) => {
        if (dependenceOf(values) === 'none') return t('sign_in.identifier_required');
        return methods.every(({password, code}) => password || code) ? null : t('sign_in.factor_required');
      },
      termsOfUseUrl: check.webAddress,
      privacyPolicyUrl: check.webAddress,
      supportEmail: check.email,
      supportWebsiteUrl: check.webAddress,
      unknownSessionRedirectUrl: check.webAddress,
    },
    fieldOfCode,
    save: (values) => updateExperience(toChanges(experience, values, stored)),
  });
  useDraft({settings: toChanges(experience, form.values, stored)});
  const {values} = form;
  const choices = choicesOf(values);
  const isOpen = values.signInMode !== 'SignIn';
  const choose = (changes: Partial<Choices>) => {
    const next = {...choices, ...changes};
    form.setValues(isOpen ? adapt(next) : next);
  };
  const setMode = (signInMode: Values['signInMode']) =>
    form.setValues({signInMode, ...(signInMode !== 'SignIn' && adapt(choices))});
  const chosen = values.methods.filter(({code}) => code).map(({identifier}) => identifier);
  return (
    <EditForm form={edit}>
      <SignUpSection
        mode={values.signInMode}
        onMode={setMode}
        choices={choices}
        hasOthers={hasOthers(values)}
        canSend={canSend}
        onChange={choose}
        errors={form.errors}
      />
      <FormSection title={t('sign_in.title')} description={t('sign_in.text')}>
        <MethodList
          choices={isOpen ? choices : {...choices, with: 'none', further: []}}
          canSend={canSend}
          error={form.errors['methods']}
          onChange={(methods: Method[]) => choose({methods})}
        />
        <NoSender identifiers={chosen.filter((one) => !canSend(one))} />
        <Dependent values={values} />
      </FormSection>
      <SocialSection
        targets={values.social}
        onTargets={(targets) => form.setFieldValue('social', targets)}
        links={values.linksAccounts}
        onLinks={(links) => form.setFieldValue('linksAccounts', links)}
        skips={values.skipsIdentifiers}
        onSkips={(skips) => form.setFieldValue('skipsIdentifiers', skips)}
      />
      <EnterpriseSection value={values.hasSso} onChange={(hasSso) => form.setFieldValue('hasSso', hasSso)} />
      <RecoverySection
        value={values.recovery}
        canSend={canSend}
        error={form.errors['recovery'] as string | undefined}
        onChange={(recovery) => form.setFieldValue('recovery', recovery)}
      />
      <Terms form={form} />
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

/** Without a method of the tenant's own, every sign-in depends on others. */
function Dependent({values}: {values: Values}) {
  const {t} = useTranslation('sign_in_experience');
  const dependence = dependenceOf(values);
  if (dependence === null || dependence === 'none') return null;
  return (
    <Alert color="yellow" icon={<IconAlertTriangle size={18} />} p="sm" role="status">
      {t(`dependent.${dependence}`)}
    </Alert>
  );
}

function Terms({form}: {form: ReturnType<typeof useEditForm<Values>>['form']}) {
  const {t} = useTranslation(['sign_in_experience', 'common']);
  const hasTerms = Boolean(form.values.termsOfUseUrl.trim() || form.values.privacyPolicyUrl.trim());
  return (
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
  );
}
