import {useState} from 'react';

export interface Service {
  id: string;
  name: string;
  light?: string | undefined;
  dark?: string | undefined;
}

/** The service's logo, or its first letter where there is none or it cannot be shown. */
export function Logo({name, light, dark}: Pick<Service, 'name' | 'light' | 'dark'>) {
  const [broken, setBroken] = useState(false);
  const theme = document.documentElement.dataset['theme'];
  if (!light || broken) {
    return (
      <span className="social-letter" aria-hidden="true">
        {name.slice(0, 1)}
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

