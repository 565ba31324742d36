// The examples' own files, as they are when the console is built. Tests paste them into fresh apps.
import server from '../../../../../../examples/express/server.mjs?raw';
import view from '../../../../../../examples/express/view.mjs?raw';
import firstServer from '../../../../../../examples/guides/express/server.mjs?raw';
import style from '../../../../../../examples/express/public/style.css?raw';
import {trimmed} from '../trimmed.ts';

export const express = trimmed({firstServer, server, view, style});
