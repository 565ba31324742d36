import { getLogtoContext } from '@logto/next/server-actions';
import { connection } from 'next/server';

import Section from '@/app/components/section';
import SignIn from '@/app/components/sign-in';
import SignOut from '@/app/components/sign-out';
import { config, resource } from '@/app/logto';
import { fetchApiToken, fetchOrganizationToken, fetchUserInfo } from '@/app/requests';

export default async function Home() {
  await connection(); // Rendered for each request: every user sees their own page.
  const { isAuthenticated, claims } = await getLogtoContext(config);

  return (
    <main>
      <header>
        <div>
          <h1>Next.js with the Logto SDK</h1>
          <p>{claims ? `Signed in as ${claims.name ?? claims.sub}` : 'Nobody is signed in.'}</p>
        </div>
        {isAuthenticated ? <SignOut /> : <SignIn />}
      </header>
      {claims && (
        <section id="claims">
          <h2>Claims</h2>
          <pre>{JSON.stringify(claims, null, 2)}</pre>
        </section>
      )}
      {claims && <Requests organizationId={claims.organizations?.[0]} />}
    </main>
  );
}

const Requests = ({ organizationId }: { organizationId: string | undefined }) => (
  <>
    <Section id="userinfo" title="User info" answer={fetchUserInfo()} />
    {resource && <Section id="api-token" title="API resource token" answer={fetchApiToken()} />}
    {organizationId && (
      <Section
        id="organization-token"
        title="Organization token"
        answer={fetchOrganizationToken(organizationId)}
      />
    )}
  </>
);
