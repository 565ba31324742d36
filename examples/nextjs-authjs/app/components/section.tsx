import type { Answer } from '@/app/lib/logto';

interface Props {
  id: string;
  title: string;
  request: string;
  answer: Answer;
}

// A request to the server, and its response.
export default function Section({ id, title, request, answer }: Props) {
  return (
    <section id={id} data-status={answer.status}>
      <h2>{title}</h2>
      <p>
        <code>{request}</code>
      </p>
      <pre className={answer.ok ? undefined : 'error'}>{JSON.stringify(answer.body, null, 2)}</pre>
    </section>
  );
}
