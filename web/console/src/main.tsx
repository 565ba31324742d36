import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import './style.css';

import {createRoot} from 'react-dom/client';

import {App} from './app.tsx';
import {startPhrases} from './i18n.ts';

await startPhrases();
createRoot(document.getElementById('root')!).render(<App />);
