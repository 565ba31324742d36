// The example's own files, as they are when the console is built. Tests run each of them.
import auth from '../../../../../../examples/cpp-web/auth.cpp?raw';
import home from '../../../../../../examples/cpp-web/home.cpp?raw';
import main from '../../../../../../examples/cpp-web/main.cpp?raw';
import page from '../../../../../../examples/cpp-web/page.cpp?raw';
import {region} from '../region.ts';

export const cppWeb = {
  profile: region(auth, 'profile'),
  auth: region(auth, 'auth'),
  store: region(auth, 'store'),
  handlers: region(main, 'handlers'),
  page: region(main, 'page'),
  middleware: region(main, 'middleware'),
  button: region(page, 'button'),
  claims: region(page, 'claims'),
  home: region(home, 'home'),
  userinfo: region(home, 'userinfo'),
  apiToken: region(home, 'api_token'),
  organizationToken: region(home, 'organization_token'),
};
