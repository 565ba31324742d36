// Signing in without the page: the Experience API with a cookie jar.
async function expectStatus(response, ...statuses) {
  if (statuses.includes(response.status)) return response;
  throw new Error(`${response.url}: ${response.status} ${await response.text()}`);
}

// Follows the server's own redirects until one leaves it; gives that URL.
export async function follow(jar, endpoint, response) {
  let current = response;
  for (let hops = 0; hops < 10; hops += 1) {
    await expectStatus(current, 302, 303);
    await current.body?.cancel();
    const location = new URL(current.headers.get('location'), endpoint);
    const isCallback = ['code', 'error'].some((name) => location.searchParams.has(name));
    if (isCallback || location.origin !== endpoint) return location;
    current = await jar.fetch(location.href);
  }
  throw new Error('too many redirects');
}

// From an authorization URL to the callback URL.
export async function signIn(jar, endpoint, authorizationUrl, { username, password }) {
  const appId = new URL(authorizationUrl).searchParams.get('client_id');
  const page = await expectStatus(await jar.fetch(authorizationUrl), 303);
  const location = new URL(page.headers.get('location'), endpoint);
  if (location.pathname !== '/sign-in') throw new Error(`not sent to the sign-in page: ${location}`);
  const call = async (method, path, body, ...statuses) => {
    const response = await jar.fetch(`${endpoint}/api/experience${path}`, {
      method,
      headers: { 'content-type': 'application/json', origin: endpoint, 'logto-app-id': appId },
      body: JSON.stringify(body),
    });
    await expectStatus(response, ...statuses);
    return response.status === 204 ? undefined : response.json();
  };
  await call('PUT', '', { interactionEvent: 'SignIn' }, 204);
  const identifier = { type: 'username', value: username };
  const { verificationId } = await call('POST', '/verification/password', { identifier, password }, 200);
  await call('POST', '/identification', { verificationId }, 204);
  const { redirectTo } = await call('POST', '/submit', {}, 200);
  return follow(jar, endpoint, await jar.fetch(redirectTo));
}
