// How users register and sign in: the settings as the form has them, and what one choice means for the others.
import type {Experience, ExperienceChanges, Identifier} from './data.ts';

type SignUp = Experience['signUp'];
export type Combined = NonNullable<SignUp['secondaryIdentifiers']>[number]['identifier'];
/** What a new user must have: `none` where nobody registers. */
export type SignUpWith = Combined | 'none';

export interface Method {
  identifier: Identifier;
  password: boolean;
  code: boolean;
  isCodeFirst: boolean;
}

export interface Choices {
  with: SignUpWith;
  /** asked for besides */
  further: Combined[];
  password: boolean;
  methods: Method[];
  /** Passkeys sign in. No choice of this form: it is made where second factors are set. */
  hasPasskeys: boolean;
}

export const identifiers = ['username', 'email', 'phone'] as const satisfies Identifier[];
export const signUpKinds = ['username', 'email', 'phone', 'emailOrPhone', 'none'] as const satisfies SignUpWith[];

const partsOf = (kind: SignUpWith): Identifier[] => {
  if (kind === 'none') return [];
  return kind === 'emailOrPhone' ? ['email', 'phone'] : [kind];
};

/** The identifiers of new users. */
export const registeredWith = ({with: kind, further}: Pick<Choices, 'with' | 'further'>): Identifier[] =>
  kind === 'none' ? [] : [...new Set([kind, ...further].flatMap(partsOf))];

type Stored = Pick<Experience, 'signUp' | 'signIn' | 'passkeySignIn'>;

export function toChoices({signUp, signIn, passkeySignIn}: Stored): Choices {
  const own = signUp.identifiers;
  const isEither = own.length === 2 && own.includes('email') && own.includes('phone');
  const kind: SignUpWith = isEither ? 'emailOrPhone' : (own[0] ?? 'none');
  const more: Combined[] = isEither ? [] : own.slice(1);
  return {
    with: kind,
    further: [...more, ...(signUp.secondaryIdentifiers ?? []).map(({identifier}) => identifier)],
    password: signUp.password,
    methods: signIn.methods.map(({identifier, password, verificationCode, isPasswordPrimary}) => ({
      identifier,
      password,
      code: verificationCode,
      isCodeFirst: verificationCode && !(password && isPasswordPrimary),
    })),
    hasPasskeys: passkeySignIn.enabled ?? false,
  };
}

/** A username proves nothing: there has to be a password, or a passkey that signs in (src/management/sign_in_experience_rules.cpp). */
export const needsPassword = ({with: kind, hasPasskeys}: Pick<Choices, 'with' | 'hasPasskeys'>) =>
  kind === 'username' && !hasPasskeys;

const isProven = (identifier: Identifier) => identifier !== 'username';

/** Whether new users without a password have nothing but a passkey to sign in with. */
export const leavesPasskeyOnly = (choices: Choices) =>
  choices.hasPasskeys && choices.with !== 'none' && !registeredWith(choices).some(isProven);

/** Whether this identifier has no other way to sign in than a code: a new user of it has no password. */
export const needsCode = (choices: Omit<Choices, 'methods'>, identifier: Identifier) =>
  isProven(identifier) && !choices.password && registeredWith(choices).some(isProven);

/** The same choices as the rules of the server want them: who registers has to be able to come back. */
export function adapt(choices: Choices): Choices {
  const further = choices.with === 'none' ? [] : furtherOf(choices);
  const password = choices.password || needsPassword(choices);
  const rules = {with: choices.with, further, password, hasPasskeys: choices.hasPasskeys};
  const missing = registeredWith(rules).filter((one) => !choices.methods.some(({identifier}) => identifier === one));
  const added = missing.map((identifier) => ({
    identifier,
    // A method needs a factor, and a username takes no code.
    password: password || !isProven(identifier),
    code: isProven(identifier) && !password,
    isCodeFirst: false,
  }));
  const methods = [...choices.methods, ...added].map((method) => ({
    ...method,
    code: method.code || needsCode(rules, method.identifier),
  }));
  return {...rules, methods};
}

/** Nothing is asked for twice. */
const furtherOf = ({with: kind, further}: Choices): Combined[] => {
  const taken = new Set(partsOf(kind));
  return further.filter((one) => {
    const parts = partsOf(one);
    if (parts.some((part) => taken.has(part))) return false;
    parts.forEach((part) => taken.add(part));
    return true;
  });
};

/** What may be asked for besides. */
export const furtherChoices = (choices: Choices): Combined[] => {
  const {with: kind, further} = choices;
  if (kind === 'none') return [];
  const taken = new Set([kind, ...further].flatMap(partsOf));
  const free = (['username', 'email', 'phone', 'emailOrPhone'] as const).filter((one) =>
    partsOf(one).every((part) => !taken.has(part)),
  );
  return [...further, ...free];
};

type Settings = Pick<ExperienceChanges, 'signUp' | 'signIn'>;

export function toSettings(choices: Choices): Settings {
  const {with: kind, further, password, methods} = adapt(choices);
  return {
    signUp: {
      identifiers: partsOf(kind),
      password,
      // An address that nobody has proven cannot be used.
      verify: registeredWith({with: kind, further}).some(isProven),
      secondaryIdentifiers: further.map((identifier) => ({identifier, verify: identifier !== 'username'})),
    },
    signIn: {
      methods: methods.map(({identifier, password: hasPassword, code, isCodeFirst}) => ({
        identifier,
        password: hasPassword,
        verificationCode: code,
        isPasswordPrimary: hasPassword && !(code && isCodeFirst),
      })),
    },
  };
}

const isSame = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);

/** Where nobody registers, a new user's identifiers do not matter: what is no longer signed in with goes. */
function effective(choices: Choices, mode: Experience['signInMode']): Choices {
  const has = (identifier: Identifier) => choices.methods.some((method) => method.identifier === identifier);
  const isStale = mode === 'SignIn' && !registeredWith(choices).every(has);
  return isStale ? {...choices, with: 'none', further: []} : choices;
}

/** The settings that differ from those stored: a section that nobody has touched is not sent, so it stays as it is. */
export function toChangedSettings(choices: Choices, before: Choices, mode: Experience['signInMode']): Settings {
  if (isSame(choices, before)) return {};
  const after = adapt(effective(choices, mode));
  const {signUp, signIn} = toSettings(after);
  return {
    ...(!isSame([after.with, after.further, after.password], [before.with, before.further, before.password]) && {signUp}),
    ...(!isSame(after.methods, before.methods) && {signIn}),
  };
}
