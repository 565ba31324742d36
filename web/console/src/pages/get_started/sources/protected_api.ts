// The examples' own files, as they are when the console is built. Tests paste them into fresh apps.
import server from '../../../../../../examples/protected-api/server.mjs?raw';
import {trimmed} from '../trimmed.ts';

export const protectedApi = trimmed({server});
