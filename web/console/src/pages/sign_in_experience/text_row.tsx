import {Text, Textarea} from '@mantine/core';
import {useTranslation} from 'react-i18next';

import classes from './text_row.module.css';

interface Props {
  name: string;
  builtIn: string;
  text: string | undefined;
  onChange: (name: string, text: string) => void;
}

const placesOf = (text: string) => [...new Set(text.match(/\{\w+\}/g))];

export function TextRow({name, builtIn, text, onChange}: Props) {
  const {t} = useTranslation('sign_in_experience');
  const missing = text ? placesOf(builtIn).filter((place) => !text.includes(place)) : [];
  return (
    <div className={classes['row']}>
      <div>
        <Text size="sm" style={{overflowWrap: 'anywhere'}}>
          {builtIn}
        </Text>
        <div className={classes['name']}>{name}</div>
      </div>
      <Textarea
        size="xs"
        autosize
        minRows={1}
        maxRows={8}
        aria-label={t('content.own_text', {name})}
        placeholder={builtIn}
        value={text ?? ''}
        onChange={(event) => onChange(name, event.currentTarget.value)}
        description={missing.length > 0 && t('content.missing_places', {places: missing.join(', ')})}
        inputWrapperOrder={['input', 'description']}
      />
    </div>
  );
}
