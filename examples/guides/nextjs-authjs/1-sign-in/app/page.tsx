import SignIn from '@/app/components/sign-in';
import SignOut from '@/app/components/sign-out';
import { auth } from '@/auth';

export default async function Home() {
  const session = await auth();

  return <main>{session?.user ? <SignOut /> : <SignIn />}</main>;
}
