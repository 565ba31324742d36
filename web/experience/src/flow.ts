// The dialogue with the server from the first button to the redirect.
import * as api from './api.ts';
import type {Address, Identifier, ProfileStep} from './api.ts';
import type {InteractionEvent} from './context.ts';
import {demandOf} from './demand.ts';
import {loadFactorPages} from './factors/load.ts';
import type {MissingField, MissingPause, Pause, Progress} from './pause.ts';
import {follow} from './steps.ts';

const fields: Record<string, MissingField> = {
  username: {kind: 'username'},
  email: {kind: 'address', allowed: ['email']},
  phone: {kind: 'address', allowed: ['phone']},
  emailOrPhone: {kind: 'address', allowed: ['email', 'phone']},
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

export const isRefusal = (error: unknown, code: string) => error instanceof api.ApiError && error.code === code;

/** Undefined if the refusal is not about something that the person can add or do. */
function pauseAfter(error: unknown, progress: Progress): Pause | undefined {
  if (isRefusal(error, 'user.missing_profile')) {
    const missing = missingFields((error as api.ApiError).data);
    return missing && {missing, progress};
  }
  const demand = demandOf(error);
  return demand && {demand, progress};
}

/** Does something first, if told so; identifies (unless that is done) and submits. Stops where the server wants more. */
async function finish(progress: Progress, first?: () => Promise<unknown>): Promise<Pause | undefined> {
  let {isIdentified} = progress;
  try {
    await first?.();
    if (!isIdentified) await api.identify(progress.verificationId);
    isIdentified = true;
    await follow(await api.submitInteraction());
    return undefined;
  } catch (error) {
    const pause = pauseAfter(error, {...progress, isIdentified});
    if (!pause) throw error;
    // Before the step is shown. Its page says it if that fails.
    if ('demand' in pause) await loadFactorPages().catch(() => undefined);
    return pause;
  }
}

/** Goes on from where the dialogue stopped, after what it stopped for. */
export const goOn = ({progress}: Pause, first: () => Promise<unknown>) => finish(progress, first);

export const resume = (pause: MissingPause, step: ProfileStep) => goOn(pause, () => api.addToProfile(step));

export const enter = (event: InteractionEvent, verificationId: string, account?: Identifier) =>
  finish({event, verificationId, isIdentified: false, ...(account && {account})});

/** Into the account with the same address, which the identity is linked to. */
export const enterLinked = (verificationId: string) =>
  finish({event: 'SignIn', verificationId, isIdentified: true}, () => api.identifyLinked(verificationId));

/** The proof is for an account that is not there, or is there already: the other way, with the same proof. */
export async function switchTo(event: InteractionEvent, verificationId: string) {
  await api.changeInteractionEvent(event);
  return enter(event, verificationId);
}

export async function signIn(identifier: Identifier, password: string): Promise<Pause | undefined> {
  await api.startInteraction('SignIn');
  const {verificationId} = await api.verifyPassword(identifier, password);
  return enter('SignIn', verificationId, identifier);
}

export async function register(username: string, password: string): Promise<Pause | undefined> {
  await api.startInteraction('Register');
  const account: Identifier = {type: 'username', value: username};
  const {verificationId} = await api.createPasswordIdentity(account, password);
  return enter('Register', verificationId, account);
}

/** The name first, so that it is known to be free before a password is asked for. */
export async function registerUsername(username: string, needsPassword: boolean): Promise<Pause | undefined> {
  await api.startInteraction('Register');
  await api.addToProfile({type: 'username', value: username});
  const progress: Progress = {event: 'Register', isIdentified: false, account: {type: 'username', value: username}};
  return needsPassword ? {missing: [{kind: 'password'}], progress} : finish(progress);
}

/** Begins a dialogue with a code; gives the ID to verify it with. */
export async function beginWithCode(event: InteractionEvent, address: Address): Promise<string> {
  await api.startInteraction(event);
  const {verificationId} = await api.sendCode(address, event);
  return verificationId;
}

/** The code of a forgotten password was right: whose account is it? */
export const identifyForReset = (verificationId: string) => api.identify(verificationId);

export async function resetPassword(password: string) {
  await api.setNewPassword(password);
  await api.submitNewPassword();
}

/** A new account with the invited address. */
export async function registerInvited() {
  await api.startInteraction('Register');
  const {verificationId} = await api.verifyInvitation();
  return enter('Register', verificationId);
}

/** A link from a mail in the place of a code; whose account is it? */
export async function identifyByLink(email: string, token: string) {
  const {verificationId} = await verifyLink(email, token, 'ForgotPassword');
  return api.identify(verificationId);
}

async function verifyLink(email: string, token: string, event: InteractionEvent) {
  await api.startInteraction(event);
  const {verificationId} = await api.verifyOneTimeToken(email, token);
  return {event, verificationId};
}

/** Uses up a link from a mail. It may have been made for one of the two events only. */
export const openLink = (email: string, token: string, event: InteractionEvent) =>
  verifyLink(email, token, event).catch((error: unknown) => {
    if (!isRefusal(error, 'one_time_token.interaction_event_mismatch')) throw error;
    return verifyLink(email, token, event === 'SignIn' ? 'Register' : 'SignIn');
  });
