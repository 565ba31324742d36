// The examples' own files, as they are when the console is built. Tests paste them into fresh apps.
import firstHome from '../../../../../../examples/guides/nextjs-logto/app/page.tsx?raw';
import callback from '../../../../../../examples/nextjs-logto/app/callback/route.ts?raw';
import section from '../../../../../../examples/nextjs-logto/app/components/section.tsx?raw';
import signIn from '../../../../../../examples/nextjs-logto/app/components/sign-in.tsx?raw';
import signOut from '../../../../../../examples/nextjs-logto/app/components/sign-out.tsx?raw';
import config from '../../../../../../examples/nextjs-logto/app/logto.ts?raw';
import home from '../../../../../../examples/nextjs-logto/app/page.tsx?raw';
import reason from '../../../../../../examples/nextjs-logto/app/reason.ts?raw';
import requests from '../../../../../../examples/nextjs-logto/app/requests.ts?raw';
import loading from '../../../../../../examples/nextjs-logto/app/loading.tsx?raw';
import {trimmed} from '../trimmed.ts';

export const nextjsLogto = trimmed({config, callback, reason, signIn, signOut, firstHome, loading, requests, section, home});
