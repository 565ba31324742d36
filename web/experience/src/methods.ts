// What the settings allow: which identifiers, proven by what, and which proof is asked for first.
import type {Address, Identifier} from './api.ts';
import type {AddressType, IdentifierType, SignInExperience, SignInMethod} from './context.ts';

type Settings = Pick<SignInExperience, 'forgotPassword' | 'signIn' | 'signInMode' | 'signUp'>;

export type Proof = 'code' | 'password';

export const isAddress = (type: IdentifierType): type is AddressType => type !== 'username';

export const toAddress = ({type, value}: Identifier): Address | undefined =>
  isAddress(type) ? {type, value} : undefined;

const isUsable = ({identifier, password, verificationCode}: SignInMethod) =>
  password || (verificationCode && isAddress(identifier));

const signInMethods = ({signInMode, signIn: {methods}}: Settings): SignInMethod[] =>
  signInMode === 'Register' ? [] : methods.filter(isUsable);

export const signInIdentifiers = (settings: Settings): IdentifierType[] =>
  signInMethods(settings).map(({identifier}) => identifier);

/** A code sent to the identifier, or its password, or both; the one to ask for first stands first. */
export function proofsOf(settings: Settings, type: IdentifierType): Proof[] {
  const method = signInMethods(settings).find(({identifier}) => identifier === type);
  if (!method) return [];
  const hasCode = method.verificationCode && isAddress(type);
  if (!hasCode || !method.password) return hasCode ? ['code'] : ['password'];
  return method.isPasswordPrimary ? ['password', 'code'] : ['code', 'password'];
}

/** Whether the identifier and the password fit on one form, because nothing else is ever asked for. */
export const isPasswordOnly = (settings: Settings, identifiers: IdentifierType[]): boolean =>
  identifiers.every((type) => !proofsOf(settings, type).includes('code'));

/** An address has to be proven, so it needs codes. */
export const signUpIdentifiers = ({signInMode, signUp: {identifiers, verify}}: Settings): IdentifierType[] =>
  signInMode === 'SignIn' ? [] : identifiers.filter((type) => !isAddress(type) || verify);

/** Whether an address that has no account, and is proven, can become one. */
export const canRegisterWith = (settings: Settings, type: AddressType): boolean =>
  signUpIdentifiers(settings).includes(type);

/** Whether a proven address is enough to sign in. */
export const canSignInWith = (settings: Settings, type: AddressType): boolean =>
  proofsOf(settings, type).includes('code');

const addressTypes = ['email', 'phone'] as const;

/** The addresses that a code to set a new password can go to. */
export const resetIdentifiers = ({forgotPassword}: Settings): AddressType[] =>
  addressTypes.filter((type) => forgotPassword?.[type]);
