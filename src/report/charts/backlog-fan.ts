import { InputError } from '../../errors.ts';
import type { BacklogRow, HistoryRow, Results } from '../results.ts';
import { calendarHeight, calendarLayers, showsFreeze, weeksAfter, weeksBetween } from './calendar.ts';
import { backlogTitle, type Finding, findingFor } from './findings.ts';
import { type Label, leaders, nameLines, placeLabels, stackHeight, widestLine } from './labels.ts';
import { milestoneLayers, milestonesHeight, milestonesOf } from './milestones.ts';
import { type Organization, organizationsOf } from './organizations.ts';
import { about, count, dayMonthYear, interval, monthYear, shortMonthYear, signed, signedInterval } from './phrases.ts';
