// Requests that Auth.js does not make. On the server only: the secret must never leave it.
import { appId, appSecret, issuer, resource } from '@/settings';

export interface Answer {
  ok: boolean;
  status: number;
  body: unknown;
}

const failed = (body: unknown, status = 0): Answer => ({ ok: false, status, body });

async function ask(path: string, init: RequestInit): Promise<Answer> {
  try {
    const response = await fetch(`${issuer}${path}`, { ...init, cache: 'no-store' });
    return { ok: response.ok, status: response.status, body: await response.json() };
  } catch (error) {
    return failed({ error: `${issuer}${path}: ${error instanceof Error ? error.message : error}` });
  }
}

// The claims of a JWT, to show them. Before you act on a token, verify its signature.
export function claimsOf(token: string): unknown {
  try {
    return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
  } catch {
    return { note: 'not a JWT: an opaque token' };
  }
}

export function fetchUserInfo(accessToken: string): Promise<Answer> {
  return ask('/me', { headers: { Authorization: `Bearer ${accessToken}` } });
}

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

// The organizations of the user, from the userinfo answer.
export function organizationsOf(userInfo: Answer): string[] {
  const { organizations } = (userInfo.body ?? {}) as { organizations?: unknown };
  return Array.isArray(organizations) ? organizations.map(String) : [];
}
