// An account at another service is linked: to the service, and back with its answer.
import {useEffect, useState} from 'react';

import {randomToken} from '../../../../shared/pkce.ts';
import {webUrl} from '../../../../shared/url.ts';
import {FailureNotice} from '../../components/failure.tsx';
import {Form} from '../../components/form.tsx';
import {ApiError} from '../../api.ts';
import type {Failure} from '../../errors.ts';
import {t} from '../../phrases.ts';
import {nameOf as nameOfService, socialConnectors} from '../../social_connectors.ts';
import {beginSocial, linkIdentity, removeIdentity, verifySocial} from '../api.ts';
import {Confirmed} from '../components/gate.tsx';
import {Spinner} from '../components/loaded.tsx';
import {TaskPage, toSecurity} from '../components/task_page.tsx';
import {explain} from '../errors.ts';
import {takeAnswer} from '../pending_answer.ts';
import {at} from '../phrases.ts';
import {finish} from '../return.ts';
import {addressOf, navigate} from '../route.ts';
import {drop, keep, recall, tab} from '../storage.ts';
import {reloadAccount} from '../store.ts';
import {useTask} from '../use_task.ts';
import {Missing} from './messages.tsx';

interface Visit {
  state: string;
  recordId: string;
  method: 'POST' | 'PUT';
}

const keyOf = (id: string) => `social:${id}`;

const callbackOf = (id: string) => `${location.origin}${addressOf(`/callback/social/${id}`)}`;

const find = (id: string) => socialConnectors().find((one) => one.id === id);

async function leaveFor(id: string, method: Visit['method']) {
  const state = randomToken();
  const {verificationRecordId, authorizationUri} = await beginSocial(id, state, callbackOf(id));
  const url = webUrl(authorizationUri);
  if (!url) throw new ApiError('unexpected');
  keep(tab, keyOf(id), {state, recordId: verificationRecordId, method} satisfies Visit);
  location.assign(url);
}

function LinkForm({id, name, method}: {id: string; name: string; method: Visit['method']}) {
  const form = useTask({
    fields: [],
    act: async () => {
      await leaveFor(id, method);
      return 'leaving';
    },
  });
  return (
    <TaskPage headline={at('services.linkTitle', {name})} lead={at('services.linkText', {name})} back="away">
      <Form form={form} button={t('social.continue', {name})} />
    </TaskPage>
  );
}

export function SocialTask({id, method}: {id: string; method: Visit['method']}) {
  const connector = find(id);
  if (!connector) return <Missing />;
  return (
    <Confirmed isFree>
      <LinkForm id={id} name={nameOfService(connector)} method={method} />
    </Confirmed>
  );
}

function RemoveForm({name, target}: {name: string; target: string}) {
  const form = useTask({
    fields: [],
    act: async () => {
      await removeIdentity(target);
      await reloadAccount();
      finish('/social/success');
      return 'staying';
    },
  });
  return (
    <TaskPage headline={at('services.unlinkTitle', {name})} lead={at('services.unlinkText', {name})} back="away">
      <Form form={form} button={at('services.unlink')} />
    </TaskPage>
  );
}

export function SocialRemoval({id}: {id: string}) {
  const connector = find(id);
  if (!connector) return <Missing />;
  return (
    <Confirmed isFree>
      <RemoveForm name={nameOfService(connector)} target={connector.target} />
    </Confirmed>
  );
}

/** The visit that this tab began, once, if the answer is to it. */
function takeVisit(id: string, state: string | undefined): Visit | undefined {
  const visit = recall<Visit>(tab, keyOf(id));
  drop(tab, keyOf(id));
  return visit && visit.state === state ? visit : undefined;
}

async function link(id: string, answer: Record<string, string>) {
  const {state, ...data} = answer;
  const visit = takeVisit(id, state);
  if (!visit) throw new ApiError('unexpected', '', undefined, 400);
  await verifySocial(visit.recordId, {...data, state: visit.state, redirectUri: callbackOf(id)});
  await linkIdentity(visit.method, visit.recordId);
  await reloadAccount();
}

export function SocialCallback({id}: {id: string}) {
  const [failure, setFailure] = useState<Failure>();
  useEffect(() => {
    link(id, takeAnswer()).then(
      () => finish('/social/success'),
      (error: unknown) => setFailure(explain(error) ?? {text: at('confirm.needed')}),
    );
  }, []);
  const connector = find(id);
  const name = connector ? nameOfService(connector) : id;
  return (
    <TaskPage headline={at('services.linkTitle', {name})}>
      {failure ? (
        <>
          <FailureNotice failure={{text: failure.text}} attempt={0} />
          <div className="ac-buttons">
            <button type="button" className="button" onClick={() => navigate(`/social/${id}`, {replace: true})}>
              {t('error.retry')}
            </button>
            <button type="button" className="button quiet" onClick={toSecurity}>
              {at('account.backToSecurity')}
            </button>
          </div>
        </>
      ) : (
        <Spinner />
      )}
    </TaskPage>
  );
}
