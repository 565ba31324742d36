import {Text, Title} from '@mantine/core';

/** Above one of several tables on a tab. */
export const TableHeading = ({title, text}: {title: string; text: string}) => (
  <div style={{flex: '1 1 260px'}}>
    <Title order={2} size="h5">
      {title}
    </Title>
    <Text size="sm" c="dimmed" mt={2}>
      {text}
    </Text>
  </div>
);
