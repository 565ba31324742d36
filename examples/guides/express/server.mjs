import { existsSync } from 'node:fs';

import { handleAuthRoutes, withLogto } from '@logto/express';
import express from 'express';
import session from 'express-session';

if (existsSync('.env')) process.loadEnvFile();
const { env } = process;
const port = Number(env.PORT ?? 3000);

const config = {
  endpoint: env.LOGTO_ENDPOINT,
  appId: env.LOGTO_APP_ID,
  appSecret: env.LOGTO_APP_SECRET,
  baseUrl: env.LOGTO_BASE_URL ?? `http://localhost:${port}`,
};

const app = express();
app.use(
  session({
    secret: env.SESSION_SECRET,
    resave: false,
    saveUninitialized: false,
    cookie: { sameSite: 'lax', secure: config.baseUrl.startsWith('https:') },
  }),
);

// Handles /logto/sign-in, /logto/sign-in-callback and /logto/sign-out.
app.use(handleAuthRoutes(config));

const escape = (text) => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

app.get('/', withLogto(config), (request, response) => {
  const { isAuthenticated, claims } = request.user;
  response.send(
    isAuthenticated
      ? `<a href="/logto/sign-out">Sign Out</a><pre id="claims">${escape(JSON.stringify(claims, null, 2))}</pre>`
      : '<a href="/logto/sign-in">Sign In</a>',
  );
});

app.listen(port, 'localhost', () => console.log(`http://localhost:${port}`));
