// A single-page application as a developer would write it, to see sign-in work without writing one.
import './demo.css';

import {type ReactNode, useEffect, useRef, useState} from 'react';

import type {Claims} from '../../../shared/id_token.ts';
import {OidcClient, type Tokens} from '../../../shared/oidc_client.ts';
import {FailureNotice} from '../components/failure.tsx';
import {Brand, Page} from '../components/layout.tsx';
import {context} from '../context.ts';
import {findPhrase, t} from '../phrases.ts';

const client = new OidcClient({
  issuer: `${location.origin}/oidc`,
  clientId: 'demo-app',
  redirectUri: `${location.origin}/demo-app`,
  scope:
    'openid offline_access profile email phone address roles custom_data ' +
    'urn:logto:scope:organizations urn:logto:scope:organization_roles',
  prompt: 'consent',
});

/** A sign-in that the console tests: straight to a provider, even if a user is signed in here. */
function takeDirectSignIn(): string | undefined {
  const address = new URL(location.href);
  const hint = address.searchParams.get('direct_sign_in');
  if (!hint || !/^(sso|social):[\w-]{1,128}$/.test(hint)) return undefined;
  // Back must not start it again.
  history.replaceState(null, '', address.pathname);
  return hint;
}

const instants = new Set(['exp', 'iat', 'auth_time', 'created_at', 'updated_at']);

const formatTime = (time: number) =>
  new Intl.DateTimeFormat(context.language, {dateStyle: 'medium', timeStyle: 'medium'}).format(time);

/** Seconds in JWT claims, milliseconds in the profile's claims. */
const toMilliseconds = (value: number) => (value < 1e11 ? value * 1000 : value);

function show(name: string, value: unknown): ReactNode {
  if (value === null || value === undefined) return <span className="empty">null</span>;
  if (typeof value === 'number' && instants.has(name)) {
    return (
      <>
        {value} <small>{formatTime(toMilliseconds(value))}</small>
      </>
    );
  }
  return typeof value === 'object' ? JSON.stringify(value, null, 2) : String(value);
}

const ClaimTable = ({title, text, claims}: {title: string; text: string; claims: Claims}) => (
  <section className="claims">
    <h2>{title}</h2>
    <p className="fine-print">{text}</p>
    <table>
      <thead className="hidden">
        <tr>
          <th scope="col">{t('demo.claim')}</th>
          <th scope="col">{t('demo.value')}</th>
        </tr>
      </thead>
      <tbody>
        {Object.entries(claims).map(([name, value]) => (
          <tr key={name}>
            <th scope="row">
              <code>{name}</code>
              <small>{findPhrase('claim', name)}</small>
            </th>
            <td>{show(name, value)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  </section>
);

export function DemoApp() {
  const [tokens, setTokens] = useState<Tokens | undefined>(client.tokens);
  const [userinfo, setUserinfo] = useState<Claims>();
  const [problem, setProblem] = useState<string>();
  const [refreshedAt, setRefreshedAt] = useState<number>();
  const [busy, setBusy] = useState(true);
  const running = useRef(false);

  const run = async (act: () => Promise<unknown>) => {
    if (running.current) return;
    running.current = true;
    setBusy(true);
    setProblem(undefined);
    try {
      await act();
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error));
    }
    running.current = false;
    setBusy(false);
  };

  useEffect(() => {
    void run(async () => {
      const hint = takeDirectSignIn();
      if (hint) {
        client.forget();
        setTokens(undefined);
        return client.signIn({direct_sign_in: hint, prompt: 'login consent'});
      }
      const arrived = await client.finishSignIn();
      if (arrived) setTokens(arrived);
      if (client.tokens) setUserinfo(await client.userinfo());
      return undefined;
    });
  }, []);

  const refresh = () =>
    run(async () => {
      setTokens(await client.refresh());
      setRefreshedAt(Date.now());
      setUserinfo(await client.userinfo());
    });

  const startAgain = () => {
    client.forget();
    setTokens(undefined);
    setUserinfo(undefined);
    setProblem(undefined);
  };

  const failure = problem === undefined ? undefined : {text: t('demo.failed', {reason: problem})};
  if (!isSecureContext) return <Welcome failure={{text: t('demo.insecure')}} busy={true} onSignIn={() => undefined} />;
  if (!tokens) return <Welcome failure={failure} busy={busy} onSignIn={() => void run(() => client.signIn())} />;

  return (
    <Page wide>
      <Brand />
      <h1>{t('demo.signedIn')}</h1>
      <p className="lead">{t('demo.signedInText')}</p>
      <FailureNotice failure={failure} attempt={0} />
      <div className="toolbar">
        {failure ? (
          <button type="button" className="button quiet" onClick={startAgain}>
            {t('demo.retry')}
          </button>
        ) : (
          <button type="button" className="button quiet" aria-disabled={busy} onClick={() => void refresh()}>
            {t('demo.refresh')}
          </button>
        )}
        <button type="button" className="button" aria-disabled={busy} onClick={() => void run(() => client.signOut())}>
          {t('demo.signOut')}
        </button>
        <p className="fine-print" role="status">
          {refreshedAt && t('demo.refreshed', {time: formatTime(refreshedAt)})}
        </p>
      </div>
      <ClaimTable title={t('demo.idToken')} text={t('demo.idTokenText')} claims={client.claims ?? {}} />
      {userinfo && <Userinfo claims={added(userinfo, client.claims ?? {})} />}
      <section className="claims">
        <h2>{t('demo.tokens')}</h2>
        <p className="fine-print">
          {t('demo.tokensText', {
            time: formatTime(tokens.expiresAt),
            refresh: t(tokens.refreshToken ? 'demo.yes' : 'demo.no'),
            scope: tokens.scope,
          })}
        </p>
      </section>
    </Page>
  );
}

/** Claims of userinfo that the ID token lacks or has with other values. */
const added = (userinfo: Claims, idToken: Claims): Claims =>
  Object.fromEntries(
    Object.entries(userinfo).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(idToken[name])),
  );

const Userinfo = ({claims}: {claims: Claims}) =>
  Object.keys(claims).length > 0 ? (
    <ClaimTable title={t('demo.userinfo')} text={t('demo.userinfoText')} claims={claims} />
  ) : (
    <section className="claims">
      <h2>{t('demo.userinfo')}</h2>
      <p className="fine-print">{t('demo.userinfoSame')}</p>
    </section>
  );

interface WelcomeProps {
  failure: {text: string} | undefined;
  busy: boolean;
  onSignIn: () => void;
}

const Welcome = ({failure, busy, onSignIn}: WelcomeProps) => (
  <Page>
    <Brand />
    <h1>{t('demo.headline')}</h1>
    <p className="lead">{t('demo.intro')}</p>
    <FailureNotice failure={failure} attempt={0} />
    <button type="button" className="button" aria-disabled={busy} onClick={onSignIn}>
      {t('demo.signIn')}
    </button>
  </Page>
);
