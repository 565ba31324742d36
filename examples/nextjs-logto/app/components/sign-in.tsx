import { signIn } from '@logto/next/server-actions';

import { config } from '@/app/logto';

export default function SignIn() {
  return (
    <form
      action={async () => {
        'use server';
        await signIn(config, { redirectUri: `${config.baseUrl}/callback` });
      }}
    >
      <button type="submit">Sign In</button>
    </form>
  );
}
