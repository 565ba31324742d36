import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import './style.css';

import {createRoot} from 'react-dom/client';

import {App} from './app.tsx';
import {styleNonce} from './context.ts';
import {startPhrases} from './i18n.ts';

// The library that locks scrolling behind dialogs looks up the nonce of its style sheet under this name.
Object.assign(globalThis, {__webpack_nonce__: styleNonce});

await startPhrases();
createRoot(document.getElementById('root')!).render(<App />);
