import {useEffect, useState} from 'react';

import {Check} from '../components/icons.tsx';
import {t} from '../phrases.ts';
import {Copy} from './icons.tsx';

/** Says for a while that it is done; a screen reader hears it. */
export function CopyButton({text, label}: {text: string; label: string}) {
  const [result, setResult] = useState<'copied' | 'failed'>();
  useEffect(() => {
    if (result !== 'copied') return;
    const timer = setTimeout(() => setResult(undefined), 4000);
    return () => clearTimeout(timer);
  }, [result]);
  const copy = () =>
    navigator.clipboard.writeText(text).then(
      () => setResult('copied'),
      () => setResult('failed'),
    );
  return (
    <div className="copy">
      <button type="button" className="button quiet" onClick={() => void copy()}>
        {result === 'copied' ? <Check /> : <Copy />}
        <span>{result === 'copied' ? t('backupCodes.copied') : label}</span>
      </button>
      <p className={result === 'failed' ? 'fine-print' : 'hidden'} role="status">
        {result && t(result === 'copied' ? 'backupCodes.copied' : 'backupCodes.copyFailed')}
      </p>
    </div>
  );
}
