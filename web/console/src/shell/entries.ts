// The navigation, in its order. One line a noun.
import type {NavigationEntry} from '../navigation.ts';
import {applicationEntry} from '../pages/applications/route.ts';
import {logEntry} from '../pages/logs/route.ts';

export const entries: NavigationEntry[] = [applicationEntry, logEntry];
