import { useHandleSignInCallback } from '@logto/react';

import { reasonOf } from './reason';

// Where users come back to: exchanges the code, and keeps the tokens in the local storage.
export function Callback() {
  const { error } = useHandleSignInCallback(() => window.location.replace('/'));
  if (!error) return <p>Signing in…</p>;
  return (
    <>
      <p className="error" role="alert">
        The sign-in did not work: {reasonOf(error)}
      </p>
      <a href="/">Back</a>
    </>
  );
}
