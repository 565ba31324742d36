// The Experience API, as far as a user name and a password need it.
// Reference: /api/.well-known/experience.openapi.json of your server.

// The server names the application and the dialogue in the page's address: another tab may have begun a newer one.
const address = new URLSearchParams(location.search);

async function call(method, path, body) {
  const headers = { 'content-type': 'application/json' };
  if (address.has('app_id')) headers['logto-app-id'] = address.get('app_id');
  if (address.has('interaction')) headers['daemun-interaction'] = address.get('interaction');
  const response = await fetch(`/api/experience${path}`, {
    method,
    headers,
    ...(body && { body: JSON.stringify(body) }),
  });
  const text = await response.text(); // empty where there is nothing to say (201, 204)
  const answer = text ? JSON.parse(text) : undefined;
  // The message is in the language of the browser.
  if (!response.ok) throw new Error(answer?.message ?? `HTTP ${response.status}`);
  return answer;
}

const methods = { SignIn: 'password', Register: 'new-password-identity' };

// `event` is SignIn or Register. Leaves the page: the application continues with the answer.
export async function signIn(event, username, password) {
  await call('PUT', '', { interactionEvent: event });
  const { verificationId } = await call('POST', `/verification/${methods[event]}`, {
    identifier: { type: 'username', value: username },
    password,
  });
  await call('POST', '/identification', { verificationId });
  const { redirectTo } = await call('POST', '/submit');
  location.replace(redirectTo);
}
