import { getLogtoContext } from '@logto/next/server-actions';
import { connection } from 'next/server';

import SignIn from '@/app/components/sign-in';
import SignOut from '@/app/components/sign-out';
import { config } from '@/app/logto';

export default async function Home() {
  await connection(); // Rendered for each request: every user sees their own page.
  const { isAuthenticated, claims } = await getLogtoContext(config);
  if (!isAuthenticated) return <SignIn />;

  return (
    <main>
      <SignOut />
      <h2>Claims</h2>
      <pre id="claims">{JSON.stringify(claims, null, 2)}</pre>
    </main>
  );
}
