import SignIn from '@/app/components/sign-in';
import SignOut from '@/app/components/sign-out';
import { auth } from '@/auth';

export default async function Home() {
  const session = await auth();
  if (!session?.user) return <SignIn />;

  return (
    <main>
      <SignOut />
      <h2>Claims</h2>
      <table id="claims">
        <thead>
          <tr>
            <th>Name</th>
            <th>Value</th>
          </tr>
        </thead>
        <tbody>
          {Object.entries(session.user).map(([key, value]) => (
            <tr key={key}>
              <td>{key}</td>
              <td>{String(value)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </main>
  );
}
