// Offers Google's accounts while the first step is shown, where the settings want it and the terms need no tick before.
import {useEffect} from 'react';

import {mustAgree} from './components/terms.tsx';
import {context} from './context.ts';

export function useOneTap(event: 'SignIn' | 'Register') {
  useEffect(() => {
    const chosen = context.signInExperience.googleOneTap;
    const isAllowed = (context.page === 'sign-in' || context.page === 'register') && !context.preview;
    if (!chosen?.isEnabled || !isAllowed || mustAgree(event)) return;
    let takeBack = () => {};
    let isOver = false;
    import('./one_tap.ts')
      .then(({offerOneTap}) => {
        if (!isOver) takeBack = offerOneTap(chosen, event);
      })
      // It is an offer only.
      .catch(() => undefined);
    return () => {
      isOver = true;
      takeBack();
    };
  }, [event]);
}
