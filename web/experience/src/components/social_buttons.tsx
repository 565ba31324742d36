// The ways in by another service: a button a line while they are few, their logos alone when they are many.
import {useState} from 'react';

import {ApiError} from '../api.ts';
import type {SocialConnector} from '../context.ts';
import type {Failure} from '../errors.ts';
import {t} from '../phrases.ts';
import {logosOf, nameOf, socialConnectors} from '../social_connectors.ts';
import {useForm} from '../use_form.ts';
import {FailureNotice} from './failure.tsx';

const mostLines = 3;

const explainStart = (error: unknown): Failure | undefined => {
  if (!(error instanceof ApiError)) return undefined;
  if (error.code === 'entity.not_found' || error.code === 'user.sign_in_method_not_enabled') return {text: t('social.switchedOff')};
  return error.code.startsWith('connector.') ? {text: t('social.unavailable')} : undefined;
};

/** `check`: what has to be done before, such as to accept the terms. */
export function useSocialEntry(check: () => Record<string, true>) {
  const [chosen, setChosen] = useState<SocialConnector>();
  const [pressed] = useState<{id?: string}>({});
  const form = useForm({
    fields: [],
    check,
    act: async () => {
      const {beginVisit} = await import('../social.ts');
      await beginVisit(pressed.id!);
      return 'leaving';
    },
    explain: explainStart,
  });
  const start = (connector: SocialConnector) => {
    pressed.id = connector.id;
    setChosen(connector);
    void form.submit();
  };
  return {...form, start, chosen};
}

function Logo({connector}: {connector: SocialConnector}) {
  const [broken, setBroken] = useState(false);
  const {light, dark} = logosOf(connector);
  const theme = document.documentElement.dataset['theme'];
  if (!light || broken) {
    return (
      <span className="social-letter" aria-hidden="true">
        {nameOf(connector).slice(0, 1)}
      </span>
    );
  }
  return (
    <picture>
      {theme === 'auto' && dark !== light && <source media="(prefers-color-scheme: dark)" srcSet={dark} />}
      <img src={theme === 'dark' ? dark : light} alt="" onError={() => setBroken(true)} />
    </picture>
  );
}

interface Props {
  entry: ReturnType<typeof useSocialEntry>;
  isBusy: boolean;
  /** Other ways in stand above. */
  isSecond: boolean;
}

export function SocialButtons({entry, isBusy, isSecond}: Props) {
  const connectors = socialConnectors();
  if (connectors.length === 0) return null;
  const isRow = connectors.length > mostLines;
  return (
    <div className="social">
      {isSecond && <p className="social-or">{t('social.or')}</p>}
      <FailureNotice failure={entry.failure} attempt={entry.attempt} />
      <ul className={isRow ? 'social-row' : 'social-lines'}>
        {connectors.map((connector) => {
          const label = t('social.continue', {name: nameOf(connector)});
          const isWorking = entry.busy && entry.chosen?.id === connector.id;
          return (
            <li key={connector.id}>
              <button
                type="button"
                className="button quiet"
                {...(isRow && {'aria-label': label, title: label})}
                aria-disabled={entry.busy || isBusy}
                data-busy={isWorking || undefined}
                onClick={() => !isBusy && entry.start(connector)}
              >
                <span className="button-label with-icon">
                  <Logo connector={connector} />
                  {!isRow && label}
                </span>
                {isWorking && (
                  <span className="spinner" role="status">
                    <span className="hidden">{t('common.working')}</span>
                  </span>
                )}
              </button>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
