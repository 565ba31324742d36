// The examples' own files, as they are when the console is built. Tests paste them into fresh apps.
import firstHome from '../../../../../../examples/guides/react/src/home.tsx?raw';
import callback from '../../../../../../examples/react/src/callback.tsx?raw';
import home from '../../../../../../examples/react/src/home.tsx?raw';
import config from '../../../../../../examples/react/src/logto.ts?raw';
import main from '../../../../../../examples/react/src/main.tsx?raw';
import reason from '../../../../../../examples/react/src/reason.ts?raw';
import requests from '../../../../../../examples/react/src/requests.tsx?raw';
import {trimmed} from '../trimmed.ts';

export const react = trimmed({config, main, callback, reason, firstHome, requests, home});
