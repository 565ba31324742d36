// The pages that only tell something.
import {BackButton, Brand, Page} from '../components/layout.tsx';
import {context} from '../context.ts';
import {t} from '../phrases.ts';

export const SignedOut = () => (
  <Page>
    <Brand />
    <h1>{t('signedOut.headline')}</h1>
    <p className="lead">{t('signedOut.text')}</p>
  </Page>
);

export const UnknownSession = () => (
  <Page>
    <Brand />
    <h1>{t('unknownSession.headline')}</h1>
    <p className="lead">{t('unknownSession.text')}</p>
    <p className="fine-print">{t('unknownSession.hint')}</p>
    <BackButton />
  </Page>
);

export function Home() {
  const {host, isKnown, demo} = context.home ?? {host: location.host, isKnown: true};
  return (
    <Page>
      <Brand />
      <h1>{t(isKnown ? 'home.headline' : 'home.notFoundHeadline')}</h1>
      <p className="lead">{t('home.text', {host})}</p>
      <p className="fine-print">{t('home.hint')}</p>
      {demo && (
        <p className="fine-print">
          <a href={demo}>{t('home.demo')}</a>
        </p>
      )}
    </Page>
  );
}

export function ErrorPage() {
  const {code, message, description, requestId} = context.error ?? {};
  return (
    <Page>
      <Brand />
      <h1>{t('errorPage.headline')}</h1>
      <p className="lead">{message || t('errorPage.text')}</p>
      {(code || requestId || description) && (
        <dl className="facts">
          {description && (
            <div>
              <dt>{t('errorPage.details')}</dt>
              {/* For the developers of the application, and in their language. */}
              <dd lang="en">{description}</dd>
            </div>
          )}
          {code && (
            <div>
              <dt>{t('errorPage.code')}</dt>
              <dd>{code}</dd>
            </div>
          )}
          {requestId && (
            <div>
              <dt>{t('errorPage.request')}</dt>
              <dd>{requestId}</dd>
            </div>
          )}
        </dl>
      )}
      <BackButton />
    </Page>
  );
}
