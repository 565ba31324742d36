// What is stored about the person, to take along.
import {FailureNotice} from '../../components/failure.tsx';
import {saveFile} from '../../save_file.ts';
import {exportData} from '../api.ts';
import {Action, Row, Rows, Section} from '../components/rows.tsx';
import {say} from '../components/toast.tsx';
import {at} from '../phrases.ts';
import {useTask} from '../use_task.ts';

/** Asks for a proof where there is none. */
export function useExport() {
  return useTask({
    fields: [],
    act: async () => {
      const data = await exportData();
      saveFile('account-data.json', 'application/json', `${JSON.stringify(data, undefined, 2)}\n`);
      say(at('data.downloaded'));
      return 'staying';
    },
  });
}

export function OwnData() {
  const form = useExport();
  const label = at('data.download');
  return (
    <Section title={at('data.title')}>
      <Rows>
        <Row
          label={label}
          actions={
            <Action about={label} busy={form.busy} onClick={() => void form.submit()}>
              {at('data.downloadButton')}
            </Action>
          }
        >
          <FailureNotice failure={form.failure} attempt={form.attempt} />
          <span className="ac-none">{at('data.downloadText')}</span>
        </Row>
      </Rows>
    </Section>
  );
}
