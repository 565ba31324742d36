// The first two steps of the guide for a library: the application, and its addresses.
import {TextInput} from '@mantine/core';
import {useState} from 'react';
import {useTranslation} from 'react-i18next';

import type {ApplicationType} from '../../api/types.ts';
import {webAddress} from '../../components/validate.ts';
import {ApplicationChoice, useChosenApplication} from './application_choice.tsx';
import {RedirectUri} from './redirect_uri.tsx';
import {Step} from './step.tsx';

export function useStart(type: ApplicationType, defaultAddress = 'http://localhost:3000') {
  const chosen = useChosenApplication(type);
  const [address, setAddress] = useState(defaultAddress);
  return {type, chosen, address, setAddress, origin: address.replace(/\/+$/, '')};
}

interface Props extends ReturnType<typeof useStart> {
  /** an example of a name for an application that is made here */
  name: string;
  /** the library's path for users who come back */
  callback: string;
  /** that the library signs out at the server, too */
  signsOut?: boolean;
}

export function Start({type, chosen, address, setAddress, origin, name, callback, signsOut}: Props) {
  const {t} = useTranslation('get_started');
  const isAddress = address !== '' && webAddress(address) === null;
  return (
    <>
      <Step number={1} title={t('start.application')} text={t('start.application_text')}>
        <ApplicationChoice {...chosen} type={type} name={name} />
      </Step>
      <Step
        number={2}
        title={signsOut ? t('start.addresses') : t('start.redirect')}
        text={signsOut ? t('start.addresses_text') : t('start.redirect_text')}
      >
        <TextInput
          label={t('start.origin')}
          type="url"
          value={address}
          error={webAddress(address)}
          onChange={(event) => setAddress(event.currentTarget.value.trim())}
        />
        {isAddress && (
          <RedirectUri
            application={chosen.application}
            uri={origin + callback}
            signedOut={signsOut ? origin : undefined}
          />
        )}
      </Step>
    </>
  );
}
