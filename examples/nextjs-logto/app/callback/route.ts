import { handleSignIn } from '@logto/next/server-actions';
import { redirect } from 'next/navigation';
import type { NextRequest } from 'next/server';

import { config } from '@/app/logto';
import { reasonOf } from '@/app/reason';

// Users return here: exchanges the code and stores the tokens in the cookie.
export async function GET(request: NextRequest) {
  try {
    await handleSignIn(config, request.nextUrl.searchParams);
  } catch (error) {
    return new Response(`Sign-in failed: ${reasonOf(error)}\nTry again at ${config.baseUrl}\n`, {
      status: 400,
    });
  }
  redirect('/');
}
