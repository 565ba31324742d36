// Sign-in for an Express app with the Logto SDK.
import { existsSync } from 'node:fs';

import { handleAuthRoutes, LogtoError, OidcError, UserScope, withLogto } from '@logto/express';
import express from 'express';
import session from 'express-session';

import { show, showProblem } from './view.mjs';

if (existsSync('.env')) process.loadEnvFile();
const { env } = process;
const port = Number(env.PORT ?? 3000);
const resource = env.LOGTO_RESOURCE; // the API that the app wants tokens for

const config = {
  endpoint: env.LOGTO_ENDPOINT,
  appId: env.LOGTO_APP_ID,
  appSecret: env.LOGTO_APP_SECRET,
  baseUrl: env.LOGTO_BASE_URL ?? `http://localhost:${port}`,
  resources: resource ? [resource] : [],
  scopes: [
    UserScope.Email,
    UserScope.CustomData,
    UserScope.Organizations,
    ...(env.LOGTO_SCOPE ?? '').split(' ').filter(Boolean), // permissions of the API
  ],
};

const app = express();
app.use(express.static('public'));
app.use(
  session({
    secret: env.SESSION_SECRET,
    resave: false,
    saveUninitialized: false,
    cookie: {
      sameSite: 'lax',
      secure: config.baseUrl.startsWith('https:'),
      maxAge: 14 * 24 * 3600 * 1000,
    },
  }),
);

// Answers /logto/sign-in, /logto/sign-in-callback and /logto/sign-out.
app.use(handleAuthRoutes(config));

app.get('/', withLogto(config), (request, response) => {
  response.send(show(request.user));
});

const signedIn = (request, response, next) =>
  request.user.isAuthenticated ? next() : response.redirect('/logto/sign-in');

const withUserInfo = withLogto({ ...config, fetchUserInfo: true });
app.get('/userinfo', withUserInfo, signedIn, (request, response) => {
  response.json(request.user.userInfo);
});

const withApiToken = withLogto({ ...config, getAccessToken: true, resource });
app.get('/api-token', withApiToken, signedIn, (request, response) => {
  response.json(claimsOf(request.user.accessToken)); // or send it: Authorization: Bearer <token>
});

const withOrganizationTokens = withLogto({ ...config, getOrganizationToken: true });
app.get('/organization-tokens', withOrganizationTokens, signedIn, (request, response) => {
  const tokens = Object.values(request.user.organizationTokens ?? {});
  response.json(tokens.map(claimsOf));
});

// The claims of a JWT, to show them. Before you act on a token, verify its signature.
function claimsOf(token) {
  return JSON.parse(Buffer.from(token.split('.')[1], 'base64url').toString());
}

// The server's error message if the SDK passes it on, otherwise the SDK's own.
function reasonOf(error) {
  const said = error instanceof LogtoError && error.data instanceof OidcError ? error.data : undefined;
  return said?.errorDescription ?? said?.error ?? error.message;
}

app.use((error, request, response, next) => {
  response.status(500).send(showProblem(reasonOf(error)));
});

app.listen(port, 'localhost', () => console.log(`http://localhost:${port}`));
