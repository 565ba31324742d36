// The examples' own files, as they are when the console is built. Tests paste them into fresh apps.
import authorizationUrl from '../../../../../../examples/curl/authorization_url.sh?raw';
import exchangeCode from '../../../../../../examples/curl/exchange_code.sh?raw';
import machineToken from '../../../../../../examples/curl/machine_token.sh?raw';
import refresh from '../../../../../../examples/curl/refresh.sh?raw';
import userinfo from '../../../../../../examples/curl/userinfo.sh?raw';
import {trimmed} from '../trimmed.ts';

export const curl = trimmed({machineToken, authorizationUrl, exchangeCode, userinfo, refresh});
