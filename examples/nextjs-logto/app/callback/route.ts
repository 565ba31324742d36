import { handleSignIn } from '@logto/next/server-actions';
import { redirect } from 'next/navigation';
import type { NextRequest } from 'next/server';

import { config } from '@/app/logto';
import { reasonOf } from '@/app/reason';

// Where users come back to: exchanges the code and puts the tokens into the cookie.
export async function GET(request: NextRequest) {
  try {
    await handleSignIn(config, request.nextUrl.searchParams);
  } catch (error) {
    return new Response(`The sign-in did not work: ${reasonOf(error)}\nTry again at ${config.baseUrl}\n`, {
      status: 400,
    });
  }
  redirect('/');
}
