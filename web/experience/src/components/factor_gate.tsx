import {useEffect, useState} from 'react';

import {loadedFactorPages, loadFactorPages} from '../factors/load.ts';
import {t} from '../phrases.ts';
import type {FactorStep} from '../steps.ts';
import {Brand, Notice, Page} from './layout.tsx';

/** Shows a step whose page may have to be loaded first. */
export function FactorGate({step}: {step: FactorStep}) {
  const [, setLoaded] = useState(false);
  const [isFailed, setFailed] = useState(false);
  const Pages = loadedFactorPages();
  useEffect(() => {
    if (Pages) return;
    loadFactorPages().then(
      () => setLoaded(true),
      () => setFailed(true),
    );
  }, []);
  if (Pages) return <Pages step={step} />;
  return (
    <Page>
      <Brand />
      {isFailed ? (
        <>
          <h1 tabIndex={-1}>{t('errorPage.headline')}</h1>
          <Notice text={t('error.network')} />
          {/* The step survives a reload; a browser may not ask twice for what failed once. */}
          <button type="button" className="button" onClick={() => location.reload()}>
            {t('error.retry')}
          </button>
        </>
      ) : (
        <p className="hidden" role="status">
          {t('common.loading')}
        </p>
      )}
    </Page>
  );
}
