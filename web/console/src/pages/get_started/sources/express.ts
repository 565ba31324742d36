// The example's own files, as they are when the console is built. Tests run each of them.
import server from '../../../../../../examples/express/server.mjs?raw';
import view from '../../../../../../examples/express/view.mjs?raw';
import {region, whole} from '../region.ts';

export const express = {
  config: region(server, 'config'),
  routes: region(server, 'routes'),
  claims: region(server, 'claims'),
  userinfo: region(server, 'userinfo'),
  tokens: region(server, 'tokens'),
  errors: region(server, 'errors'),
  view: whole(view),
};
