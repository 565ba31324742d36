// The examples' own files, as they are when the console is built. Tests paste them into fresh apps.
import firstHome from '../../../../../../examples/guides/nextjs-authjs/1-sign-in/app/page.tsx?raw';
import firstAuth from '../../../../../../examples/guides/nextjs-authjs/1-sign-in/auth.ts?raw';
import userHome from '../../../../../../examples/guides/nextjs-authjs/2-user/app/page.tsx?raw';
import handlers from '../../../../../../examples/nextjs-authjs/app/api/auth/[...nextauth]/route.ts?raw';
import section from '../../../../../../examples/nextjs-authjs/app/components/section.tsx?raw';
import signIn from '../../../../../../examples/nextjs-authjs/app/components/sign-in.tsx?raw';
import signOut from '../../../../../../examples/nextjs-authjs/app/components/sign-out.tsx?raw';
import requests from '../../../../../../examples/nextjs-authjs/app/lib/logto.ts?raw';
import home from '../../../../../../examples/nextjs-authjs/app/page.tsx?raw';
import auth from '../../../../../../examples/nextjs-authjs/auth.ts?raw';
import middleware from '../../../../../../examples/nextjs-authjs/middleware.ts?raw';
import settings from '../../../../../../examples/nextjs-authjs/settings.ts?raw';
import types from '../../../../../../examples/nextjs-authjs/types/next-auth.d.ts?raw';
import loading from '../../../../../../examples/nextjs-authjs/app/loading.tsx?raw';
import {trimmed} from '../trimmed.ts';

export const nextjs = trimmed({
  firstAuth,
  handlers,
  middleware,
  signIn,
  signOut,
  firstHome,
  loading,
  userHome,
  settings,
  auth,
  types,
  requests,
  section,
  home,
});
