// A page for one thing: a card in the middle, as the sign-in pages are.
import {type ReactNode, useEffect, useRef} from 'react';

import {Brand, leadId, Page} from '../../components/layout.tsx';
import {t} from '../../phrases.ts';
import {context} from '../context.ts';
import {at} from '../phrases.ts';
import {goBack} from '../return.ts';
import {navigate} from '../route.ts';

export const titleOf = (headline: string) => `${headline} · ${at('account.title')}`;

/** Names the window and moves the focus to the headline, or to the first field. */
export function useArrival(headline: string, isReadFirst = false) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    document.title = titleOf(headline);
    const field = isReadFirst ? null : box.current?.querySelector<HTMLElement>('form input:not([type="checkbox"])');
    (field ?? box.current?.querySelector('h1'))?.focus({preventScroll: true});
    scrollTo(0, 0);
  }, [headline]);
  return box;
}

interface Props {
  headline: string;
  lead?: ReactNode;
  isReadFirst?: boolean;
  /** "Go back" leads here; missing on a page with a way on of its own */
  back?: 'away' | (() => void);
  children?: ReactNode;
}

export function TaskPage({headline, lead, isReadFirst = false, back, children}: Props) {
  const box = useArrival(headline, isReadFirst);
  return (
    <Page>
      <div ref={box} className="logto_ac-secondary-page-wrapper">
        <Brand />
        <h1 tabIndex={-1} className="logto_ac-secondary-page-title">
          {headline}
        </h1>
        {lead && (
          <p className="lead logto_ac-secondary-page-description" id={leadId}>
            {lead}
          </p>
        )}
        {children}
        {back && (
          <p className="ac-back">
            <button type="button" className="link" onClick={back === 'away' ? leave : back}>
              {t('common.back')}
            </button>
          </p>
        )}
      </div>
    </Page>
  );
}

/** To the application that asked, or to the page that leads here. */
const leave = () => goBack();

export const toSecurity = () => navigate('/security');

/** The name of a service or installation that a page can speak of. */
export const host = () => context.application?.name ?? location.host;
