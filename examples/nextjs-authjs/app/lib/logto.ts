// The requests that the guide makes by hand, on the server side only: the secret never leaves it.
import { appId, appSecret, issuer, resource } from '@/settings';

export interface Answer {
  ok: boolean;
  status: number;
  body: unknown;
}

const failed = (body: unknown, status = 0): Answer => ({ ok: false, status, body });

// #region ask
async function ask(path: string, init: RequestInit): Promise<Answer> {
  try {
    const response = await fetch(`${issuer}${path}`, { ...init, cache: 'no-store' });
    return { ok: response.ok, status: response.status, body: await response.json() };
  } catch (error) {
    return failed({ error: `${issuer}${path}: ${error instanceof Error ? error.message : error}` });
  }
}
// #endregion

// The claims of a JWT, for showing them. Whoever acts on a token must verify its signature.
export function claimsOf(token: string): unknown {
  try {
    return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
  } catch {
    return { note: 'not a JWT: an opaque token' };
  }
}

// #region userinfo
export function fetchUserInfo(accessToken: string): Promise<Answer> {
  return ask('/me', { headers: { Authorization: `Bearer ${accessToken}` } });
}
// #endregion

// #region tokens
// Exchanges the refresh token and gives the claims of the access token that it got.
async function refresh(refreshToken: string, target: Record<string, string>): Promise<Answer> {
  const basicAuth = Buffer.from(`${appId}:${appSecret}`).toString('base64');
  const answer = await ask('/token', {
    method: 'POST',
    headers: {
      'Content-Type': 'application/x-www-form-urlencoded',
      Authorization: `Basic ${basicAuth}`,
    },
    body: new URLSearchParams({
      grant_type: 'refresh_token',
      refresh_token: refreshToken,
      ...target,
    }).toString(),
  });
  if (!answer.ok) return answer;
  const { access_token, scope, expires_in } = answer.body as Record<string, unknown>;
  return { ...answer, body: { scope, expires_in, claims: claimsOf(String(access_token)) } };
}

export function fetchApiToken(refreshToken: string): Promise<Answer> {
  return refresh(refreshToken, { resource });
}

export function fetchOrganizationToken(
  refreshToken: string,
  organizationId: string,
): Promise<Answer> {
  return refresh(refreshToken, {
    resource: 'urn:logto:scope:organizations',
    organization_id: organizationId,
  });
}
// #endregion

// The organizations of the user, from the userinfo answer.
export function organizationsOf(userInfo: Answer): string[] {
  const { organizations } = (userInfo.body ?? {}) as { organizations?: unknown };
  return Array.isArray(organizations) ? organizations.map(String) : [];
}
