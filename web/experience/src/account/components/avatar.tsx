import {useState} from 'react';

import {imageUrl} from '../../../../shared/url.ts';

const firstLetter = (name: string) => Array.from(name.trim())[0]?.toLocaleUpperCase() ?? '';

/** The picture, or the first letter where there is none or it cannot be shown. */
export function Avatar({url, name, isLarge = false}: {url: string | null | undefined; name: string; isLarge?: boolean}) {
  const [broken, setBroken] = useState<string>();
  const source = imageUrl(url);
  return (
    <span className={isLarge ? 'ac-avatar large' : 'ac-avatar'} aria-hidden="true">
      {source && broken !== source ? (
        <img src={source} alt="" referrerPolicy="no-referrer" onError={() => setBroken(source)} />
      ) : (
        firstLetter(name)
      )}
    </span>
  );
}
