import type { Session } from 'next-auth';

import { auth } from '@/auth';
import Section from '@/app/components/section';
import SignIn from '@/app/components/sign-in';
import SignOut from '@/app/components/sign-out';
import {
  claimsOf,
  fetchApiToken,
  fetchOrganizationToken,
  fetchUserInfo,
  organizationsOf,
} from '@/app/lib/logto';
import { issuer, resource } from '@/settings';

function Claims({ user }: { user: NonNullable<Session['user']> }) {
  return (
    <section id="claims">
      <h2>Claims</h2>
      <table>
        <thead>
          <tr>
            <th>Name</th>
            <th>Value</th>
          </tr>
        </thead>
        <tbody>
          {Object.entries(user).map(([key, value]) => (
            <tr key={key}>
              <td>{key}</td>
              <td>{String(value)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

// A server component cannot write the session cookie, so it uses the refresh token of the session again
// and again. An app that stores each rotated token does so in middleware.
async function Tokens({ session }: { session: Session }) {
  const { accessToken, refreshToken, idToken } = session;
  const userInfo = await fetchUserInfo(accessToken ?? '');
  const apiToken = refreshToken && resource ? await fetchApiToken(refreshToken) : undefined;
  const [organizationId] = organizationsOf(userInfo);
  const organizationToken =
    refreshToken && organizationId
      ? await fetchOrganizationToken(refreshToken, organizationId)
      : undefined;

  return (
    <>
      {idToken && (
        <Section
          id="id-token"
          title="ID token"
          request="what Auth.js was given at sign-in"
          answer={{ ok: true, status: 200, body: claimsOf(idToken) }}
        />
      )}
      <Section id="userinfo" title="User info" request="GET /oidc/me" answer={userInfo} />
      {apiToken && (
        <Section
          id="api-token"
          title="API resource token"
          request={`POST /oidc/token resource=${resource}`}
          answer={apiToken}
        />
      )}
      {organizationToken && (
        <Section
          id="organization-token"
          title="Organization token"
          request={`POST /oidc/token resource=urn:logto:scope:organizations organization_id=${organizationId}`}
          answer={organizationToken}
        />
      )}
    </>
  );
}

export default async function Home() {
  const session = await auth();

  return (
    <main>
      <header>
        <div>
          <h1>Auth.js with Daemun</h1>
          <p>
            {session?.user
              ? `Signed in as ${session.user.name ?? session.user.email ?? 'a user'}`
              : `Nobody is signed in. The issuer is ${issuer || 'not set'}.`}
          </p>
        </div>
        {session?.user ? <SignOut /> : <SignIn />}
      </header>
      {session?.user && <Claims user={session.user} />}
      {session?.user && <Tokens session={session} />}
    </main>
  );
}
