import {type ReactNode, useState} from 'react';

import {imageUrl, webUrl} from '../../../shared/url.ts';
import {type Branding, context} from '../context.ts';
import {canChooseLanguage} from '../languages.ts';
import {type PhraseKey, rich, t} from '../phrases.ts';
import {Gate} from './gate.tsx';
import {Alert, Check} from './icons.tsx';
import {LanguageSwitch} from './language_switch.tsx';

/** The id of the sentence below the headline, for the field that it explains. */
export const leadId = 'lead';

/** The logo of the application, of the installation, or the gate. Its box never changes height. */
export function Brand({branding}: {branding?: Branding | null | undefined}) {
  const [broken, setBroken] = useState(false);
  const chosen = [branding, context.application?.branding, context.signInExperience.branding].find(
    (candidate) => imageUrl(candidate?.logoUrl),
  );
  const light = imageUrl(chosen?.logoUrl);
  const dark = imageUrl(chosen?.darkLogoUrl) ?? light;
  const theme = document.documentElement.dataset['theme'];
  return (
    <div className="brand">
      {light && !broken ? (
        <picture>
          {theme === 'auto' && dark !== light && <source media="(prefers-color-scheme: dark)" srcSet={dark} />}
          <img src={theme === 'dark' ? dark : light} alt="" onError={() => setBroken(true)} />
        </picture>
      ) : (
        <Gate />
      )}
    </div>
  );
}

export const External = ({href, children}: {href: string; children: ReactNode}) => (
  <a href={href} target="_blank" rel="noopener noreferrer">
    {children}
    <span className="hidden"> {t('common.newTab')}</span>
  </a>
);

/** Links to the terms and the privacy policy, as words in a sentence. */
export function legalLinks(terms?: string | null, privacy?: string | null): ReactNode {
  const [termsUrl, privacyUrl] = [webUrl(terms), webUrl(privacy)];
  const termsLink = termsUrl && <External href={termsUrl}>{t('common.termsOfUse')}</External>;
  const privacyLink = privacyUrl && <External href={privacyUrl}>{t('common.privacyPolicy')}</External>;
  if (termsLink && privacyLink) return rich('terms.both', {terms: termsLink, privacy: privacyLink});
  return termsLink || privacyLink || undefined;
}

export function Footer() {
  const {termsOfUseUrl, privacyPolicyUrl, supportEmail, supportWebsiteUrl} = context.signInExperience;
  const mail = context.supportEmail ?? supportEmail;
  const links: [PhraseKey, string | undefined][] = [
    ['common.termsOfUse', webUrl(termsOfUseUrl)],
    ['common.privacyPolicy', webUrl(privacyPolicyUrl)],
    ['common.support', webUrl(supportWebsiteUrl) ?? (mail ? `mailto:${encodeURIComponent(mail).replace('%40', '@')}` : undefined)],
  ];
  const shown = links.filter(([, href]) => href);
  if (shown.length === 0 && !canChooseLanguage()) return null;
  return (
    <footer className="foot">
      {shown.map(([phrase, href]) =>
        href!.startsWith('mailto:') ? (
          <a key={phrase} href={href}>
            {t(phrase)}
          </a>
        ) : (
          <External key={phrase} href={href!}>
            {t(phrase)}
          </External>
        ),
      )}
      <LanguageSwitch />
    </footer>
  );
}

export const Page = ({children, wide = false}: {children: ReactNode; wide?: boolean}) => (
  <div className="page">
    <main className={wide ? 'card wide' : 'card'}>{children}</main>
    <Footer />
  </div>
);

/** Something about the form or page as a whole; read out when it appears. */
export const Notice = ({text, kind = 'bad'}: {text: string; kind?: 'bad' | 'good'}) => (
  <div className={`notice ${kind}`} role={kind === 'bad' ? 'alert' : 'status'}>
    {kind === 'bad' ? <Alert /> : <Check />}
    <p>{text}</p>
  </div>
);

export const BackButton = () =>
  history.length > 1 ? (
    <button type="button" className="button quiet" onClick={() => history.back()}>
      {t('common.back')}
    </button>
  ) : null;

/** The same page's address elsewhere: the query carries the application. */
export const siblingPage = (path: string) => `${path}${location.search}`;

export const SubmitButton = ({busy, children}: {busy: boolean; children: ReactNode}) => (
  <button type="submit" className="button" aria-disabled={busy} data-busy={busy || undefined}>
    <span className="button-label">{children}</span>
    {busy && (
      <span className="spinner" role="status">
        <span className="hidden">{t('common.working')}</span>
      </span>
    )}
  </button>
);

