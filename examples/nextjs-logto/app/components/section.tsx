import { reasonOf } from '@/app/reason';

interface Props {
  id: string;
  title: string;
  answer: Promise<unknown>;
}

// The result of a request, or the reason why it failed.
export default async function Section({ id, title, answer }: Props) {
  const body = await answer.catch((error: unknown) => ({ problem: reasonOf(error) }));
  return (
    <section id={id}>
      <h2>{title}</h2>
      <pre>{JSON.stringify(body, null, 2)}</pre>
    </section>
  );
}
