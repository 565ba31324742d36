// The example's own files, as they are when the console is built. Tests run each of them.
import callback from '../../../../../../examples/nextjs-logto/app/callback/route.ts?raw';
import signIn from '../../../../../../examples/nextjs-logto/app/components/sign-in.tsx?raw';
import signOut from '../../../../../../examples/nextjs-logto/app/components/sign-out.tsx?raw';
import config from '../../../../../../examples/nextjs-logto/app/logto.ts?raw';
import home from '../../../../../../examples/nextjs-logto/app/page.tsx?raw';
import reason from '../../../../../../examples/nextjs-logto/app/reason.ts?raw';
import requests from '../../../../../../examples/nextjs-logto/app/requests.ts?raw';
import {region, whole} from '../region.ts';

export const nextjsLogto = {
  config: whole(config),
  callback: whole(callback),
  reason: whole(reason),
  signIn: whole(signIn),
  signOut: whole(signOut),
  home: region(home, 'home'),
  userinfo: region(requests, 'userinfo'),
  tokens: region(requests, 'tokens'),
};
