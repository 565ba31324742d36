// The example's own files, as they are when the console is built. Tests run each of them.
import authorizationUrl from '../../../../../../examples/curl/authorization_url.sh?raw';
import exchangeCode from '../../../../../../examples/curl/exchange_code.sh?raw';
import machineToken from '../../../../../../examples/curl/machine_token.sh?raw';
import userinfo from '../../../../../../examples/curl/userinfo.sh?raw';
import {region} from '../region.ts';

export const curl = {
  authorizationUrl: region(authorizationUrl, 'request'),
  exchangeCode: region(exchangeCode, 'request'),
  machineToken: region(machineToken, 'request'),
  userinfo: region(userinfo, 'request'),
};
