import { useHandleSignInCallback } from '@logto/react';

import { reasonOf } from './reason';

// Users return here: exchanges the code and stores the tokens in local storage.
export function Callback() {
  const { error } = useHandleSignInCallback(() => window.location.replace('/'));
  if (!error) return <main>Signing in…</main>;
  return (
    <main>
      <p className="error" role="alert">
        Sign-in failed: {reasonOf(error)}
      </p>
      <a href="/">Back</a>
    </main>
  );
}
