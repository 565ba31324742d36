// Whether an account could still be signed in to, by the server's rule (src/domain/sign_in_method.h), so that the page
// can say what to do first.
import type {Address} from '../api.ts';
import type {Account} from './api.ts';
import {type AccountContext, context} from './context.ts';
import {isEditable} from './controls.ts';

type Known = Pick<AccountContext, 'signInExperience' | 'codes'>;

/** Servers that do not say so are taken at their best. */
export const sendsCodes = (type: Address['type'], {codes}: Pick<Known, 'codes'> = context) => codes?.[type] ?? true;

export function hasWayIn(account: Account, known: Known = context): boolean {
  const {signIn, forgotPassword, socialConnectors = []} = known.signInExperience;
  const identities = account.identities ?? {};
  if (account.ssoIdentities?.length) return true;
  if (socialConnectors.some(({target}) => Object.hasOwn(identities, target))) return true;
  const owned = {username: account.username, email: account.primaryEmail, phone: account.primaryPhone};
  const methods = signIn.methods.filter(({identifier}) => owned[identifier]);
  const takesCode = (type: Address['type']) => Boolean(owned[type]) && sendsCodes(type, known);
  if (methods.some(({identifier, verificationCode}) => identifier !== 'username' && verificationCode && takesCode(identifier))) return true;
  // A code can reset the password.
  const canReset = (['email', 'phone'] as const).some((type) => takesCode(type) && forgotPassword?.[type]);
  return methods.some(({password}) => password) && (account.hasPassword === true || canReset);
}

export const without = (account: Account, target: string): Account => {
  const {[target]: _, ...identities} = account.identities ?? {};
  return {...account, identities};
};

/** Each by itself would be another way in. */
export function remediesFor(account: Account, known: Known = context): ('password' | Address['type'])[] {
  const remedies = {
    password: {hasPassword: true},
    email: sendsCodes('email', known) && {primaryEmail: 'x'},
    phone: sendsCodes('phone', known) && {primaryPhone: '1'},
  };
  return (['password', 'email', 'phone'] as const).filter(
    (name) => isEditable(name) && remedies[name] && hasWayIn({...account, ...remedies[name]}, known),
  );
}
