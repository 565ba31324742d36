// The events of the audit log that have a name of their own; others are shown by their key.
import {useTranslation} from 'react-i18next';

export const events = [
  'Interaction.Create',
  'Interaction.End',
  'Interaction.SignIn.Update',
  'Interaction.SignIn.Verification.Password.Submit',
  'Interaction.SignIn.Identifier.Submit',
  'Interaction.SignIn.Submit',
  'Interaction.Register.Update',
  'Interaction.Register.Verification.NewPasswordIdentity.Submit',
  'Interaction.Register.Identifier.Submit',
  'Interaction.Register.Profile.Update',
  'Interaction.Register.Submit',
  'Interaction.Consent.Submit',
  'ExchangeTokenBy.AuthorizationCode',
  'ExchangeTokenBy.RefreshToken',
  'ExchangeTokenBy.ClientCredentials',
  'ExchangeTokenBy.Unknown',
] as const;
type Event = (typeof events)[number];
type Flat<Text extends string> = Text extends `${infer Head}.${infer Tail}` ? `${Head}_${Flat<Tail>}` : Text;

const flat = (key: Event) => key.replaceAll('.', '_') as Flat<Event>;

export function useEventName() {
  const {t} = useTranslation('logs');
  return (key: string): string => (events.includes(key as Event) ? t(`event.${flat(key as Event)}`) : key);
}
