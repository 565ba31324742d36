// The example's own files, as they are when the console is built. Tests run each of them.
import handlers from '../../../../../../examples/nextjs-authjs/app/api/auth/[...nextauth]/route.ts?raw';
import signIn from '../../../../../../examples/nextjs-authjs/app/components/sign-in.tsx?raw';
import signOut from '../../../../../../examples/nextjs-authjs/app/components/sign-out.tsx?raw';
import requests from '../../../../../../examples/nextjs-authjs/app/lib/logto.ts?raw';
import home from '../../../../../../examples/nextjs-authjs/app/page.tsx?raw';
import auth from '../../../../../../examples/nextjs-authjs/auth.ts?raw';
import middleware from '../../../../../../examples/nextjs-authjs/middleware.ts?raw';
import settings from '../../../../../../examples/nextjs-authjs/settings.ts?raw';
import types from '../../../../../../examples/nextjs-authjs/types/next-auth.d.ts?raw';
import {region, whole} from '../region.ts';

export const nextjs = {
  auth: whole(auth),
  settings: whole(settings),
  types: whole(types),
  handlers: whole(handlers),
  middleware: whole(middleware),
  signIn: whole(signIn),
  signOut: whole(signOut),
  home: region(home, 'home'),
  claims: region(home, 'claims'),
  ask: region(requests, 'ask'),
  userinfo: region(requests, 'userinfo'),
  tokens: region(requests, 'tokens'),
};
