// Where a service sends people back to: into their account, into a new one, or to what can be done instead.
import {useEffect, useRef, useState} from 'react';

import * as api from '../api.ts';
import type {VisitMethod} from '../api.ts';
import {Form} from '../components/form.tsx';
import {Journey} from '../components/journey.tsx';
import {Notice, siblingPage} from '../components/layout.tsx';
import {StepPage} from '../components/step_page.tsx';
import {mustAgree, Terms} from '../components/terms.tsx';
import {VisitWait} from '../components/visit_wait.tsx';
import {context, type InteractionEvent} from '../context.ts';
import {explain} from '../errors.ts';
import {enter, enterLinked, isRefusal, switchTo} from '../flow.ts';
import {stepOf} from '../next_step.ts';
import type {Pause} from '../pause.ts';
import {type PhraseKey, t} from '../phrases.ts';
import {type Step, useSteps} from '../steps.ts';
import {stepAfter, useForm} from '../use_form.ts';
import {callbackOf, takeOneTap, takeVisit, type Visit} from '../visit.ts';

type Outcome =
  | {kind: 'gone'; pause: Pause | undefined}
  | {kind: 'step'; step: Step}
  /** `again`: where the same visit begins */
  | {kind: 'failed'; text: string; again?: string}
  /** Nobody has this identity yet. `related`: the account with its address */
  | {kind: 'unknown'; verificationId: string; related?: string};

const failed = (phrase: PhraseKey): Outcome => ({kind: 'failed', text: t(phrase)});

const connectorId = () => decodeURIComponent(location.pathname.split('/')[2] ?? '');

/** It may work the next time. Only a company's sign-in has an address of its own here. */
const failedOnce = (method: VisitMethod, phrase: 'lost' | 'refused' | 'unavailable'): Outcome => ({
  kind: 'failed',
  text: t(phrase === 'lost' ? 'social.lost' : `${method}.${phrase}`),
  ...(method === 'sso' && {again: siblingPage(`/direct/sso/${encodeURIComponent(connectorId())}`)}),
});

function relatedOf(error: unknown): string | undefined {
  const data = (error as api.ApiError).data as {relatedUser?: {value?: unknown}} | undefined;
  const value = data?.relatedUser?.value;
  return typeof value === 'string' ? value : undefined;
}

function failureOf(method: VisitMethod, error: unknown): Outcome {
  if (error instanceof api.ApiError) {
    const step = stepAfter(error);
    if (step) return {kind: 'step', step};
    if (error.code === 'entity.not_found' || error.code === 'user.sign_in_method_not_enabled') {
      return failed(`${method}.switchedOff`);
    }
    if (/^session\.(csrf_token|google_one_tap\.cookie)_mismatch$/.test(error.code)) return failed('social.lost');
    if (error.code === 'user.identity_already_in_use') return failed('social.taken');
    if (/^(connector|single_sign_on)\./.test(error.code)) return failedOnce(method, 'unavailable');
    if (/^session\.(verification|connector)_/.test(error.code)) return failedOnce(method, 'lost');
  }
  return {kind: 'failed', text: explain(error)?.text ?? t('error.unexpected')};
}

const unknownTo = {social: 'user.identity_not_exist', sso: 'user.sso_identity_not_exist'} as const;

async function decide(method: VisitMethod, verificationId: string, error: unknown): Promise<Outcome> {
  if (!isRefusal(error, unknownTo[method])) throw error;
  const {signInMode, socialSignIn} = context.signInExperience;
  const related = relatedOf(error);
  if (related && method === 'sso') {
    return {kind: 'step', step: {name: 'sso-link', address: {type: 'email', value: related}, verificationId}};
  }
  if (related && socialSignIn?.automaticAccountLinking) {
    return {kind: 'gone', pause: await enterLinked(verificationId)};
  }
  if (related) return {kind: 'unknown', verificationId, related};
  if (signInMode === 'SignIn') return failed(`${method}.noAccount`);
  // The button stood below the terms if signing in needs them.
  if (mustAgree('Register') && !mustAgree('SignIn')) return {kind: 'unknown', verificationId};
  return {kind: 'gone', pause: await switchTo('Register', verificationId)};
}

async function enterBy({method, event}: Pick<Visit, 'method' | 'event'>, verificationId: string): Promise<Outcome> {
  try {
    return {kind: 'gone', pause: await enter(event, verificationId)};
  } catch (error) {
    return decide(method, verificationId, error);
  }
}

async function finishVisit(visit: Visit, data: Record<string, string>): Promise<Outcome> {
  const id = connectorId();
  const returned = {...data, redirectUri: callbackOf(id)};
  const {verificationId} = await api.verifyVisit(visit.method, id, returned, visit.verificationId);
  return enterBy(visit, verificationId);
}

/**
 * Google's script has brought an account, here or on a page of the application. The server compares the token with
 * the cookie of the script, or the account with the cookie that it came in.
 */
async function enterByOneTap(event: InteractionEvent, credential: string, token?: string): Promise<Outcome> {
  await api.startInteraction(event);
  const data = {credential, ...(token && {g_csrf_token: token})};
  const {verificationId} = await api.verifyVisit('social', connectorId(), data);
  return enterBy({method: 'social', event}, verificationId);
}

/** The address holds a code, and does not say which dialogue this is. */
const cleanAddress = (id: string, search: string) =>
  history.replaceState(history.state, '', `/callback/${encodeURIComponent(id)}${search}`);

async function arrive(): Promise<Outcome> {
  const id = connectorId();
  const data = Object.fromEntries(new URLSearchParams(`${location.search.slice(1)}&${location.hash.slice(1)}`));
  const {credential, g_csrf_token: token} = data;
  if (credential && !data['state']) {
    const {event, search} = takeOneTap();
    cleanAddress(id, search);
    return enterByOneTap(event, credential, token).catch((error: unknown) => failureOf('social', error));
  }
  const visit = takeVisit(id);
  cleanAddress(id, visit?.search ?? '');
  if (!visit || visit.state !== data['state']) return failed('social.lost');
  if (data['error']) return failedOnce(visit.method, data['error'] === 'access_denied' ? 'refused' : 'unavailable');
  return finishVisit(visit, data).catch((error: unknown) => failureOf(visit.method, error));
}

function Unknown({verificationId, related}: {verificationId: string; related?: string | undefined}) {
  const steps = useSteps();
  const [agreed, setAgreed] = useState(false);
  const canRegister = context.signInExperience.signInMode !== 'SignIn';
  const asks = canRegister && mustAgree('Register') && !mustAgree('SignIn');
  const goOn = (pause: Pause | undefined) => {
    if (!pause) return 'leaving' as const;
    steps.replace(stepOf(pause));
    return 'staying' as const;
  };
  const link = useForm({fields: [], act: async () => goOn(await enterLinked(verificationId))});
  const create = useForm({
    fields: [],
    check: () => (asks && !agreed ? {terms: true} : {}),
    act: async () => goOn(await switchTo('Register', verificationId)),
  });
  return (
    <StepPage
      headline={t(related ? 'social.relatedHeadline' : 'social.newHeadline')}
      lead={related ? t('social.relatedText', {address: related}) : t('social.newText')}
    >
      {related && <Form form={link} button={t('social.link')} />}
      {canRegister && (
        <Form form={create} button={t(related ? 'social.createOther' : 'social.create')}>
          {!mustAgree('SignIn') && (
            <Terms event="Register" agreed={agreed} onAgree={setAgreed} forms={[create]} />
          )}
        </Form>
      )}
      <p className="aside">
        <a href={siblingPage('/sign-in')}>{t('social.otherWay')}</a>
      </p>
    </StepPage>
  );
}

function Start() {
  const steps = useSteps();
  const [outcome, setOutcome] = useState<Outcome>();
  const begun = useRef(false);
  useEffect(() => {
    if (begun.current) return;
    begun.current = true;
    void arrive().then((found) => {
      if (found.kind === 'step') steps.replace(found.step);
      else if (found.kind !== 'gone') setOutcome(found);
      else if (found.pause) steps.replace(stepOf(found.pause));
    });
  }, [steps]);

  if (outcome?.kind === 'unknown') return <Unknown {...outcome} />;
  if (outcome?.kind === 'failed') {
    return (
      <StepPage headline={t('social.failedHeadline')}>
        <Notice text={outcome.text} />
        {outcome.again && (
          <a className="button" href={outcome.again}>
            {t('error.retry')}
          </a>
        )}
        <p className="aside">
          <a href={siblingPage('/sign-in')}>{t('social.otherWay')}</a>
        </p>
      </StepPage>
    );
  }
  return <VisitWait />;
}

export const Callback = () => <Journey start={Start} />;
