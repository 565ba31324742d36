import { LogtoProvider } from '@logto/react';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';

import { Callback } from './callback';
import { Home } from './home';
import { config } from './logto';
import './index.css';

const isCallback = window.location.pathname === '/callback';

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <LogtoProvider config={config}>{isCallback ? <Callback /> : <Home />}</LogtoProvider>
  </StrictMode>,
);
