import { signOut } from '@logto/next/server-actions';

import { config } from '@/app/logto';

// Ends the app's session, then the session at the server.
export default function SignOut() {
  return (
    <form
      action={async () => {
        'use server';
        await signOut(config, config.baseUrl);
      }}
    >
      <button type="submit">Sign Out</button>
    </form>
  );
}
