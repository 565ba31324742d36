import { useLogto, type IdTokenClaims } from '@logto/react';
import { useEffect, useState } from 'react';

import { Requests } from './requests';

export function Home() {
  const { isAuthenticated, signIn, signOut, getIdTokenClaims } = useLogto();
  const [claims, setClaims] = useState<IdTokenClaims>();

  useEffect(() => {
    if (isAuthenticated) getIdTokenClaims().then(setClaims);
  }, [isAuthenticated, getIdTokenClaims]);

  const { origin } = window.location;
  return (
    <main>
      <header>
        <div>
          <h1>React with the Logto SDK</h1>
          <p>{claims ? `Signed in as ${claims.name ?? claims.sub}` : 'Nobody is signed in.'}</p>
        </div>
        {isAuthenticated ? (
          <button onClick={() => signOut(origin)}>Sign Out</button>
        ) : (
          <button onClick={() => signIn(`${origin}/callback`)}>Sign In</button>
        )}
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
