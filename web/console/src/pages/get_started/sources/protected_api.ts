// The example's own files, as they are when the console is built. Tests run each of them.
import server from '../../../../../../examples/protected-api/server.mjs?raw';
import {region, whole} from '../region.ts';

export const protectedApi = {
  check: region(server, 'check'),
  use: region(server, 'use'),
  whole: whole(server),
};
