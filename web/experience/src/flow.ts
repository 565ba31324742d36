// The dialogue with the server from the first button to the redirect.
import * as api from './api.ts';
import type {Identifier, ProfileStep} from './api.ts';
import type {IdentifierType, InteractionEvent} from './context.ts';

/** A part that the account still lacks: one of the identifiers, a password, or the profile form. */
export type MissingField = {kind: 'identifier'; allowed: IdentifierType[]} | {kind: 'password'} | {kind: 'form'};

export interface Pause {
  missing: MissingField[];
  resume: (steps: ProfileStep[]) => Promise<Pause | undefined>;
}

const fields: Record<string, MissingField> = {
  username: {kind: 'identifier', allowed: ['username']},
  email: {kind: 'identifier', allowed: ['email']},
  phone: {kind: 'identifier', allowed: ['phone']},
  emailOrPhone: {kind: 'identifier', allowed: ['email', 'phone']},
  password: {kind: 'password'},
  extraProfile: {kind: 'form'},
};

/** Undefined if something is missing that these pages cannot ask for. */
export function missingFields(data: unknown): MissingField[] | undefined {
  const names = (data as {missingProfile?: unknown} | undefined)?.missingProfile;
  if (!Array.isArray(names) || names.length === 0) return undefined;
  const found = names.map((name) => (Object.hasOwn(fields, String(name)) ? fields[String(name)] : undefined));
  return found.includes(undefined) ? undefined : (found as MissingField[]);
}

/** Identifies (unless that is done) and submits; stops where the server wants more of the account. */
async function finish(verificationId: string, identified: boolean): Promise<Pause | undefined> {
  let done = identified;
  try {
    if (!done) await api.identify(verificationId);
    done = true;
    api.follow(await api.submitInteraction());
    return undefined;
  } catch (error) {
    const missing =
      error instanceof api.ApiError && error.code === 'user.missing_profile' ? missingFields(error.data) : undefined;
    if (!missing) throw error;
    return {
      missing,
      resume: async (steps) => {
        for (const step of steps) await api.addToProfile(step);
        return finish(verificationId, done);
      },
    };
  }
}

export async function signIn(identifier: Identifier, password: string): Promise<Pause | undefined> {
  await api.startInteraction('SignIn');
  const {verificationId} = await api.verifyPassword(identifier, password);
  return finish(verificationId, false);
}

export async function register(identifier: Identifier, password: string): Promise<Pause | undefined> {
  await api.startInteraction('Register');
  const {verificationId} = await api.createPasswordIdentity(identifier, password);
  return finish(verificationId, false);
}

const isRefusal = (error: unknown, code: string) => error instanceof api.ApiError && error.code === code;

async function verifyLink(email: string, token: string, event: InteractionEvent) {
  await api.startInteraction(event);
  const {verificationId} = await api.verifyOneTimeToken(email, token);
  return {event, verificationId};
}

/** With a link from a mail: into the account of the address, or into a new one. */
export async function enterByLink(
  email: string,
  token: string,
  first: InteractionEvent,
): Promise<{event: InteractionEvent; pause: Pause | undefined}> {
  // The link may have been made for one of the two only.
  const {event, verificationId} = await verifyLink(email, token, first).catch((error: unknown) => {
    if (!isRefusal(error, 'one_time_token.interaction_event_mismatch')) throw error;
    return verifyLink(email, token, first === 'SignIn' ? 'Register' : 'SignIn');
  });
  try {
    return {event, pause: await finish(verificationId, false)};
  } catch (error) {
    if (!isRefusal(error, 'user.user_not_exist')) throw error;
  }
  await api.changeInteractionEvent('Register');
  return {event: 'Register', pause: await finish(verificationId, false)};
}
