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

export function toChoices({signUp, signIn}: Pick<Experience, 'signUp' | 'signIn'>): Choices {
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
  };
}

/** Nothing else proves who has a username. */
export const needsPassword = ({with: kind}: Pick<Choices, 'with'>) => kind === 'username';

const isProven = (identifier: Identifier) => identifier !== 'username';

/** Whether this identifier has no other way to sign in than a code: a new user of it has no password. */
export const needsCode = (choices: Omit<Choices, 'methods'>, identifier: Identifier) =>
  isProven(identifier) && !choices.password && registeredWith(choices).some(isProven);

/** The same choices as the rules of the server want them: who registers has to be able to come back. */
export function adapt(choices: Choices): Choices {
  const further = choices.with === 'none' ? [] : furtherOf(choices);
  const password = choices.password || needsPassword(choices);
  const rules = {with: choices.with, further, password};
  const missing = registeredWith(rules).filter((one) => !choices.methods.some(({identifier}) => identifier === one));
  const added = missing.map((identifier) => ({
    identifier,
    password,
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

export function toSettings(choices: Choices): Pick<ExperienceChanges, 'signUp' | 'signIn'> {
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
