// A third-party application asks: who it is, what it will be able to do, where it leads.
import {useEffect, useRef, useState} from 'react';

import {hostOf, imageUrl} from '../../../shared/url.ts';
import {cancelConsent, type ConsentRequest, type ConsentResource, grantConsent, loadConsent} from '../api.ts';
import {FailureNotice} from '../components/failure.tsx';
import {Check} from '../components/icons.tsx';
import {Brand, legalLinks, Page, SubmitButton} from '../components/layout.tsx';
import {explain, type Failure} from '../errors.ts';
import {findPhrase, rich, t} from '../phrases.ts';
import {follow} from '../steps.ts';
import {usePlainForm} from '../use_plain_form.ts';

const organizationScope = 'urn:logto:scope:';
// Not an API: it stands for what the roles in organizations permit.
const organizationsResource = 'urn:logto:resource:organizations';

/** A scope of the server itself in words; its name where it has none. */
const describeScope = (scope: string): string =>
  findPhrase('scope', scope.startsWith(organizationScope) ? scope.slice(organizationScope.length) : scope) ?? scope;

const Scopes = ({title, items}: {title: string; items: string[]}) => (
  <section className="scopes">
    <h3>{title}</h3>
    <ul>
      {items.map((item) => (
        <li key={item}>
          <Check />
          <span>{item}</span>
        </li>
      ))}
    </ul>
  </section>
);

const scopesOf = ({scopes}: ConsentResource) => scopes.map(({name, description}) => description || name);

const titleOf = ({resource}: ConsentResource) =>
  resource.id === organizationsResource ? t('consent.organization') : resource.name;

function User({user}: {user: ConsentRequest['user']}) {
  const name = user.name || user.username || user.primaryEmail || user.primaryPhone || user.id;
  const picture = imageUrl(user.avatar);
  return (
    <p className="user">
      {picture ? (
        <img src={picture} alt="" />
      ) : (
        <span className="initial" aria-hidden="true">
          {Array.from(name)[0]?.toUpperCase()}
        </span>
      )}
      <span>{rich('consent.signedInAs', {user: <strong dir="auto">{name}</strong>})}</span>
    </p>
  );
}

interface OrganizationsProps {
  app: string;
  organizations: NonNullable<ConsentRequest['organizations']>;
  chosen: string[];
  onChange: (chosen: string[]) => void;
}

function Organizations({app, organizations, chosen, onChange}: OrganizationsProps) {
  return (
    <fieldset className="organizations">
      <legend>{t('consent.organizationsTitle', {app})}</legend>
      <p className="fine-print">{t('consent.organizationsHint')}</p>
      {organizations.map(({id, name, missingResourceScopes = []}) => (
        <label className="choice" key={id}>
          <input
            type="checkbox"
            checked={chosen.includes(id)}
            onChange={(event) =>
              onChange(event.currentTarget.checked ? [...chosen, id] : chosen.filter((other) => other !== id))
            }
          />
          <span>
            <span dir="auto">{name}</span>
            {missingResourceScopes.length > 0 && (
              <small>
                {t('consent.organizationScopes')} {missingResourceScopes.flatMap(scopesOf).join(' · ')}
              </small>
            )}
          </span>
        </label>
      ))}
    </fieldset>
  );
}

export function Request({request}: {request: ConsentRequest}) {
  const {application, user, organizations = [], missingOIDCScope = [], missingResourceScopes = []} = request;
  // A single organization is the likely answer; among several the person chooses.
  const [chosen, setChosen] = useState(() => (organizations.length === 1 ? organizations.map(({id}) => id) : []));
  const answer = useRef<'authorize' | 'cancel'>(undefined);
  const {busy, submit, failure, attempt} = usePlainForm({
    fields: [],
    act: async () => {
      await follow(await (answer.current === 'cancel' ? cancelConsent() : grantConsent(chosen)));
      return 'leaving';
    },
  });
  const answerWith = (choice: 'authorize' | 'cancel') => {
    if (busy) return;
    answer.current = choice;
    void submit();
  };

  const app = application.displayName || application.name;
  const own = missingOIDCScope.filter((scope) => scope !== 'openid').map(describeScope);
  const legal = legalLinks(application.termsOfUseUrl, application.privacyPolicyUrl);
  const host = hostOf(request.redirectUri);
  return (
    <>
      <Brand branding={application.branding} />
      <h1>{rich('consent.headline', {app: <bdi>{app}</bdi>})}</h1>
      <User user={user} />
      <form
        onSubmit={(event) => {
          event.preventDefault();
          answerWith('authorize');
        }}
      >
        <FailureNotice failure={failure} attempt={attempt} />
        <div className="scope-box">
          <h2>{t('consent.allow', {app})}</h2>
          {(own.length > 0 || missingResourceScopes.length === 0) && (
            <Scopes title={t('consent.account')} items={own.length ? own : [t('scope.openid')]} />
          )}
          {missingResourceScopes.map((entry) => (
            <Scopes key={entry.resource.id} title={titleOf(entry)} items={scopesOf(entry)} />
          ))}
        </div>
        {organizations.length > 0 && (
          <Organizations app={app} organizations={organizations} chosen={chosen} onChange={setChosen} />
        )}
        <div className="actions">
          <button
            type="button"
            className="button quiet"
            aria-disabled={busy}
            data-busy={(busy && answer.current === 'cancel') || undefined}
            onClick={() => answerWith('cancel')}
          >
            {t('consent.cancel')}
          </button>
          <SubmitButton busy={busy && answer.current === 'authorize'}>{t('consent.authorize')}</SubmitButton>
        </div>
        <div className="fine-print">
          {host && <p>{rich('consent.redirect', {host: <strong dir="ltr">{host}</strong>})}</p>}
          {legal && <p>{rich('consent.terms', {app: <bdi>{app}</bdi>, links: legal})}</p>}
        </div>
      </form>
    </>
  );
}

const Skeleton = () => (
  <div className="skeleton" role="status">
    <span className="hidden">{t('common.loading')}</span>
    <i className="skeleton-mark" />
    <i />
    <i className="short" />
    <i className="tall" />
    <i className="row" />
  </div>
);

export function Consent() {
  const [request, setRequest] = useState<ConsentRequest>();
  const [failure, setFailure] = useState<Failure>();
  const load = () => {
    setFailure(undefined);
    loadConsent().then(setRequest, (error: unknown) => setFailure(explain(error)));
  };
  useEffect(load, []);

  if (request) {
    return (
      <Page>
        <Request request={request} />
      </Page>
    );
  }
  return (
    <Page>
      {failure ? (
        <>
          <Brand />
          <h1>{t('consent.unavailable')}</h1>
          <FailureNotice failure={failure} attempt={0} />
          <button type="button" className="button" onClick={load}>
            {t('error.retry')}
          </button>
        </>
      ) : (
        <Skeleton />
      )}
    </Page>
  );
}
