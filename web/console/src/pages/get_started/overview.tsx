import {SimpleGrid, Stack, Text, ThemeIcon, Title} from '@mantine/core';
import {Link} from '@tanstack/react-router';
import {useTranslation} from 'react-i18next';

import {PageHeader} from '../../components/page_header.tsx';
import {Checklist} from './checklist.tsx';
import classes from './get_started.module.css';
import {guides, type GuideName} from './guides.ts';

export function GetStarted() {
  const {t} = useTranslation('get_started');
  return (
    <>
      <PageHeader title={t('title')} description={t('text')} />
      <Stack gap="xl">
        <Checklist />
        <section>
          <Title order={2} size="h5" mb="sm">
            {t('guides')}
          </Title>
          <SimpleGrid cols={{base: 1, sm: 2}} spacing="md">
            {Object.entries(guides).map(([name, Symbol]) => (
              <Link key={name} to="/get-started/$guide" params={{guide: name}} className={classes['card']}>
                <ThemeIcon variant="light" color="gray" bg="var(--console-hover)" size={40} radius="md">
                  <Symbol size={22} stroke={1.5} />
                </ThemeIcon>
                <div>
                  <Text size="sm" fw={500}>
                    {t(`guide.${name as GuideName}.title`)}
                  </Text>
                  <Text size="sm" c="dimmed">
                    {t(`guide.${name as GuideName}.text`)}
                  </Text>
                </div>
              </Link>
            ))}
          </SimpleGrid>
        </section>
      </Stack>
    </>
  );
}
