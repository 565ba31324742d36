import {useTranslation} from 'react-i18next';

export const usageTypes = [
  'SignIn',
  'Register',
  'ForgotPassword',
  'OrganizationInvitation',
  'Generic',
  'UserPermissionValidation',
  'BindNewIdentifier',
  'MfaVerification',
  'BindMfa',
] as const;
export type UsageType = (typeof usageTypes)[number];

/** Notices to the owner of an account, whose texts are the server's. */
const noticeTypes = [
  'AccountDeletionCanceled',
  'AccountDeletionScheduled',
  'EmailChanged',
  'FactorsChanged',
  'IdentifiersChanged',
  'NewBrowser',
  'PasswordChanged',
] as const;

/** What a message is for, in words. */
export function useUsageName() {
  const {t} = useTranslation('messages');
  return (type: string): string => {
    const known = [...usageTypes, ...noticeTypes].find((one) => one === type);
    return known ? t(`usage.${known}`) : type;
  };
}

export const UsageName = ({type}: {type: string}) => <>{useUsageName()(type)}</>;
