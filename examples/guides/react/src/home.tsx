import { useLogto, type IdTokenClaims } from '@logto/react';
import { useEffect, useState } from 'react';

export function Home() {
  const { isAuthenticated, signIn, signOut, getIdTokenClaims } = useLogto();
  const [claims, setClaims] = useState<IdTokenClaims>();

  useEffect(() => {
    if (isAuthenticated) getIdTokenClaims().then(setClaims);
  }, [isAuthenticated, getIdTokenClaims]);

  const { origin } = window.location;
  if (!isAuthenticated) {
    return <button onClick={() => signIn(`${origin}/callback`)}>Sign In</button>;
  }
  return (
    <main>
      <button onClick={() => signOut(origin)}>Sign Out</button>
      {claims && <pre id="claims">{JSON.stringify(claims, null, 2)}</pre>}
    </main>
  );
}
