// The example's own files, as they are when the console is built. Tests run each of them.
import callback from '../../../../../../examples/react/src/callback.tsx?raw';
import home from '../../../../../../examples/react/src/home.tsx?raw';
import config from '../../../../../../examples/react/src/logto.ts?raw';
import main from '../../../../../../examples/react/src/main.tsx?raw';
import reason from '../../../../../../examples/react/src/reason.ts?raw';
import requests from '../../../../../../examples/react/src/requests.tsx?raw';
import {region, whole} from '../region.ts';

export const react = {
  config: whole(config),
  main: whole(main),
  callback: whole(callback),
  reason: whole(reason),
  home: region(home, 'home'),
  requests: region(requests, 'requests'),
};
