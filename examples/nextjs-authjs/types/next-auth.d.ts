import 'next-auth';
import 'next-auth/jwt';

interface Tokens {
  accessToken?: string;
  refreshToken?: string;
  idToken?: string;
}

declare module 'next-auth' {
  interface Session extends Tokens {}
}

declare module 'next-auth/jwt' {
  interface JWT extends Tokens {}
}
