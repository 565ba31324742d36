import { useLogto } from '@logto/react';
import { useEffect, useState } from 'react';

import { resource } from './logto';
import { reasonOf } from './reason';

interface Answers {
  userInfo?: unknown;
  apiToken?: unknown;
  organizationToken?: unknown;
}

export function Requests({ organizationId }: { organizationId: string | undefined }) {
  const { error, fetchUserInfo, getAccessTokenClaims, getOrganizationTokenClaims } = useLogto();
  const [answers, setAnswers] = useState<Answers>();

  useEffect(() => {
    async function ask(): Promise<Answers> {
      const userInfo = await fetchUserInfo();
      // The token itself, to send along, is `await getAccessToken(resource)`.
      const apiToken = resource && (await getAccessTokenClaims(resource));
      const organizationToken = organizationId && (await getOrganizationTokenClaims(organizationId));
      return { userInfo, apiToken, organizationToken };
    }
    ask().then(setAnswers);
  }, [organizationId, fetchUserInfo, getAccessTokenClaims, getOrganizationTokenClaims]);

  if (error) {
    return (
      <p className="error" role="alert">
        {reasonOf(error)}
      </p>
    );
  }
  if (!answers) return <p>Asking…</p>;
  return (
    <>
      <Section id="userinfo" title="User info" body={answers.userInfo} />
      <Section id="api-token" title="API resource token" body={answers.apiToken} />
      <Section id="organization-token" title="Organization token" body={answers.organizationToken} />
    </>
  );
}

function Section({ id, title, body }: { id: string; title: string; body: unknown }) {
  if (!body) return null;
  return (
    <section id={id}>
      <h2>{title}</h2>
      <pre>{JSON.stringify(body, null, 2)}</pre>
    </section>
  );
}
