import {SimpleGrid, Stack, Text, ThemeIcon, Title} from '@mantine/core';
import {Link} from '@tanstack/react-router';
import {useTranslation} from 'react-i18next';

import {PageHeader} from '../../components/page_header.tsx';
import {Checklist} from './checklist.tsx';
import classes from './get_started.module.css';
import {groups, guides, type GuideName} from './guides.ts';

const names = Object.keys(guides) as GuideName[];

export function GetStarted() {
  const {t} = useTranslation(['get_started', 'common']);
  return (
    <>
      <PageHeader title={t('common:nav.get_started')} description={t('text')} />
      <Stack gap="xl">
        <Checklist />
        <Stack component="section" gap="lg">
          <Title order={2} size="h5">
            {t('guides')}
          </Title>
          {groups.map((group) => (
            <div key={group}>
              <Title order={3} size="sm" fw={500} c="dimmed" mb="xs">
                {t(`group.${group}`)}
              </Title>
              <SimpleGrid cols={{base: 1, sm: 2}} spacing="md">
                {names
                  .filter((name) => guides[name].group === group)
                  .map((name) => (
                    <GuideCard key={name} name={name} />
                  ))}
              </SimpleGrid>
            </div>
          ))}
        </Stack>
      </Stack>
    </>
  );
}

function GuideCard({name}: {name: GuideName}) {
  const {t} = useTranslation(['get_started', 'common']);
  const Symbol = guides[name].icon;
  return (
    <Link to="/get-started/$guide" params={{guide: name}} className={classes['card']}>
      <ThemeIcon variant="light" color="gray" bg="var(--console-hover)" size={40} radius="md">
        <Symbol size={22} stroke={1.5} />
      </ThemeIcon>
      <div>
        <Text size="sm" fw={500}>
          {t(`guide.${name}.title`)}
        </Text>
        <Text size="sm" c="dimmed">
          {t(`guide.${name}.text`)}
        </Text>
      </div>
    </Link>
  );
}
