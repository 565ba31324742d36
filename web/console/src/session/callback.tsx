import {Button, Center, Loader} from '@mantine/core';
import {useRouter} from '@tanstack/react-router';
import {useEffect, useState} from 'react';
import {useTranslation} from 'react-i18next';

import {messageOf} from '../api/api_error.ts';
import {ErrorState} from '../components/error_state.tsx';
import {base} from '../context.ts';
import {finishSignIn, reportSignIn, signIn, signInAgain, takeReturnPath} from './session.ts';

export function Callback() {
  const {t} = useTranslation();
  const router = useRouter();
  const [error, setError] = useState<unknown>();

  useEffect(() => {
    finishSignIn().then((tokens) => {
      // Opened to sign in again.
      if (!tokens) return signInAgain();
      if (reportSignIn(tokens)) return undefined;
      return router.history.replace(takeReturnPath());
    }, setError);
  }, [router]);

  if (!error) {
    return (
      <Center h="100dvh">
        <Loader size="sm" aria-label={t('loading')} />
      </Center>
    );
  }
  return (
    <Center h="100dvh">
      <ErrorState title={t('session.failed')} text={messageOf(error)}>
        <Button
          onClick={() => {
            history.replaceState(null, '', base);
            void signIn();
          }}
        >
          {t('session.try_again')}
        </Button>
      </ErrorState>
    </Center>
  );
}
