// The events of the audit log that have a name of their own; others are shown by their key.
import {useTranslation} from 'react-i18next';
import type {AuditKey} from '../../api/schema.d.ts';

// Each key that the server writes and no other, or the type check says so. In the order of the menu.
const known: Record<AuditKey, true> = {
  'Interaction.Create': true,
  'Interaction.End': true,
  'Interaction.SignIn.Update': true,
  'Interaction.SignIn.Verification.Password.Submit': true,
  'Interaction.SignIn.Verification.OneTimeToken.Submit': true,
  'Interaction.SignIn.Verification.EmailVerificationCode.Create': true,
  'Interaction.SignIn.Verification.EmailVerificationCode.Submit': true,
  'Interaction.SignIn.Verification.PhoneVerificationCode.Create': true,
  'Interaction.SignIn.Verification.PhoneVerificationCode.Submit': true,
  'Interaction.SignIn.Identifier.Submit': true,
  'Interaction.SignIn.Profile.Update': true,
  'Interaction.SignIn.BindMfa.Totp.Submit': true,
  'Interaction.SignIn.BindMfa.BackupCode.Submit': true,
  'Interaction.SignIn.BindMfa.WebAuthn.Submit': true,
  'Interaction.SignIn.BindMfa.EmailVerificationCode.Submit': true,
  'Interaction.SignIn.BindMfa.PhoneVerificationCode.Submit': true,
  'Interaction.SignIn.SignInPasskey.Submit': true,
  'Interaction.SignIn.Verification.Totp.Create': true,
  'Interaction.SignIn.Verification.Totp.Submit': true,
  'Interaction.SignIn.Verification.BackupCode.Create': true,
  'Interaction.SignIn.Verification.BackupCode.Submit': true,
  'Interaction.SignIn.Verification.WebAuthn.Create': true,
  'Interaction.SignIn.Verification.WebAuthn.Submit': true,
  'Interaction.SignIn.Verification.SignInPasskey.Create': true,
  'Interaction.SignIn.Verification.SignInPasskey.Submit': true,
  'Interaction.SignIn.Submit': true,
  'Interaction.Register.Update': true,
  'Interaction.Register.Verification.NewPasswordIdentity.Submit': true,
  'Interaction.Register.Verification.EmailVerificationCode.Create': true,
  'Interaction.Register.Verification.EmailVerificationCode.Submit': true,
  'Interaction.Register.Verification.PhoneVerificationCode.Create': true,
  'Interaction.Register.Verification.PhoneVerificationCode.Submit': true,
  'Interaction.Register.Identifier.Submit': true,
  'Interaction.Register.Profile.Update': true,
  'Interaction.Register.BindMfa.Totp.Submit': true,
  'Interaction.Register.BindMfa.BackupCode.Submit': true,
  'Interaction.Register.BindMfa.WebAuthn.Submit': true,
  'Interaction.Register.BindMfa.EmailVerificationCode.Submit': true,
  'Interaction.Register.BindMfa.PhoneVerificationCode.Submit': true,
  'Interaction.Register.SignInPasskey.Submit': true,
  'Interaction.Register.Verification.Totp.Create': true,
  'Interaction.Register.Verification.Totp.Submit': true,
  'Interaction.Register.Verification.BackupCode.Create': true,
  'Interaction.Register.Verification.BackupCode.Submit': true,
  'Interaction.Register.Verification.WebAuthn.Create': true,
  'Interaction.Register.Verification.WebAuthn.Submit': true,
  'Interaction.Register.Submit': true,
  'Interaction.ForgotPassword.Update': true,
  'Interaction.ForgotPassword.Verification.EmailVerificationCode.Create': true,
  'Interaction.ForgotPassword.Verification.EmailVerificationCode.Submit': true,
  'Interaction.ForgotPassword.Verification.PhoneVerificationCode.Create': true,
  'Interaction.ForgotPassword.Verification.PhoneVerificationCode.Submit': true,
  'Interaction.ForgotPassword.Identifier.Submit': true,
  'Interaction.ForgotPassword.Profile.Update': true,
  'Interaction.ForgotPassword.Submit': true,
  'Interaction.Consent.Submit': true,
  'Session.End': true,
  'ExchangeTokenBy.AuthorizationCode': true,
  'ExchangeTokenBy.RefreshToken': true,
  'ExchangeTokenBy.ClientCredentials': true,
  'ExchangeTokenBy.DeviceCode': true,
  'ExchangeTokenBy.TokenExchange': true,
  'ExchangeTokenBy.Unknown': true,
  'Message.Failed': true,
  'OrganizationInvitation.Accept': true,
  'OrganizationInvitation.Send': true,
  RevokeToken: true,
  'Console.Setup': true,
};
export const events = Object.keys(known) as AuditKey[];
type Flat<Text extends string> = Text extends `${infer Head}.${infer Tail}` ? `${Head}_${Flat<Tail>}` : Text;

const flat = (key: AuditKey) => key.replaceAll('.', '_') as Flat<AuditKey>;

export function useEventName() {
  const {t} = useTranslation('logs');
  return (key: string): string => (events.includes(key as AuditKey) ? t(`event.${flat(key as AuditKey)}`) : key);
}
