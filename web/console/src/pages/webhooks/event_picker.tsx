import {Checkbox, Input, Text} from '@mantine/core';
import {useTranslation} from 'react-i18next';

import {kindPhrases} from '../../components/kind_phrases.ts';
import {eventGroups, type EventGroup, type WebhookEvent} from './data.ts';
import classes from './event_picker.module.css';

interface Props {
  value?: WebhookEvent[];
  onChange: (value: WebhookEvent[]) => void;
  error?: string | undefined;
}

/** All events, by noun; the noun's own box takes the whole group. */
export function EventPicker({value = [], onChange, error}: Props) {
  const {t} = useTranslation(['webhooks', 'common']);
  const set = (events: readonly WebhookEvent[], isOn: boolean) => {
    const others = value.filter((event) => !events.includes(event));
    onChange(isOn ? [...others, ...events] : others);
  };
  return (
    <Input.Wrapper label={t('events')} labelElement="div" error={error} role="group" aria-label={t('events')}>
      <div className={classes['groups']}>
        {Object.entries(eventGroups).map(([group, events]) => {
          const chosen = events.filter((event) => value.includes(event)).length;
          return (
            <fieldset key={group} className={classes['group']}>
              <legend className={classes['legend']}>
                <Checkbox
                  size="xs"
                  label={
                    <Text size="sm" fw={500}>
                      {t(kindPhrases[group as EventGroup])}
                    </Text>
                  }
                  checked={chosen === events.length}
                  indeterminate={chosen > 0 && chosen < events.length}
                  onChange={(change) => set(events, change.currentTarget.checked)}
                />
              </legend>
              {events.map((event) => (
                <Checkbox
                  key={event}
                  size="xs"
                  label={event}
                  checked={value.includes(event)}
                  onChange={(change) => set([event], change.currentTarget.checked)}
                />
              ))}
            </fieldset>
          );
        })}
      </div>
    </Input.Wrapper>
  );
}
