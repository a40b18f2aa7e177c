import '@mantine/dates/styles.css';
import { Group, TextInput } from '@mantine/core';
import { DateInput, type DateInputProps, DatesProvider } from '@mantine/dates';
import { type ReactNode, useState } from 'react';
import 'dayjs/locale/th.js';
import { thaiDay } from '../../domain/calendar.js';
import { toThaiDigits } from '../../domain/numerals.js';
import { parseTypedDay, parseTypedTime } from '../../domain/typed-day.js';
import { day } from './format.js';

const year = (iso: string) => toThaiDigits(String(Number(iso.slice(0, 4)) + 543));
const month = new Intl.DateTimeFormat('th', { month: 'long', timeZone: 'UTC' });
const monthAndYear = (iso: string) => `${month.format(new Date(iso))} ${year(iso)}`;

interface DateProps extends Omit<DateInputProps, 'value' | 'onChange' | 'valueFormat' | 'dateParser' | 'error'> {
  /** ISO day. */
  value: string | null;
  onChange: (value: string | null) => void;
  error?: ReactNode;
}

/**
 * A day in the Buddhist era, typed (`๒๗ ม.ค. ๒๕๖๘`, `27/1/2568`) or chosen from a calendar; the value is an ISO day. A text that is no day stays to be put right, and the field says so.
 *
 *     <DateInputTh label="ลงวันที่" value={date} onChange={setDate} />
 */
export function DateInputTh({ value, onChange, error, ...others }: DateProps) {
  const [typed, setTyped] = useState('');
  const wrong = typed.trim() !== '' && parseTypedDay(typed) === null;
  return (
    <DatesProvider settings={{ locale: 'th', firstDayOfWeek: 0 }}>
      <DateInput
        placeholder="๒๗ ม.ค. ๒๕๖๘"
        clearable
        fixOnBlur={false}
        autoComplete="off"
        clearButtonProps={{ 'aria-label': 'ล้างวันที่' }}
        getDayAriaLabel={day}
        ariaLabels={{
          monthLevelControl: 'เลือกเดือน',
          yearLevelControl: 'เลือกปี',
          nextMonth: 'เดือนถัดไป',
          previousMonth: 'เดือนก่อนหน้า',
          nextYear: 'ปีถัดไป',
          previousYear: 'ปีก่อนหน้า',
          nextDecade: 'สิบปีถัดไป',
          previousDecade: 'สิบปีก่อนหน้า',
        }}
        monthLabelFormat={monthAndYear}
        yearLabelFormat={year}
        yearsListFormat={year}
        decadeLabelFormat={(first, last) => `${year(first)} - ${year(last)}`}
        renderDay={(iso) => toThaiDigits(String(Number(iso.slice(8, 10))))}
        {...others}
        value={value}
        valueFormat={day}
        dateParser={parseTypedDay}
        error={wrong ? 'ไม่ใช่วันที่ ใส่เช่น ๒๗ ม.ค. ๒๕๖๘ หรือ 27/1/2568' : error}
        onInput={({ currentTarget }) => setTyped(currentTarget.value)}
        onChange={(next) => {
          setTyped('');
          onChange(next);
        }}
      />
    </DatesProvider>
  );
}

interface DateTimeProps {
  label: string;
  /** ISO instant, or null where the day is empty. */
  value: string | null;
  onChange: (value: string | null) => void;
  error?: ReactNode;
}

/**
 * A day and a time of day in Thailand; the value is an ISO instant (`2025-01-27T09:30:00+07:00`). Without a time there is no value.
 *
 *     <DateTimeInputTh label="วันเวลาที่ได้รับ" value={at} onChange={setAt} />
 */
export function DateTimeInputTh({ label, value, onChange, error }: DateTimeProps) {
  const instant = value === null ? null : new Date(value);
  const [date, setDate] = useState(instant ? thaiDay(instant) : null);
  const [time, setTime] = useState(
    instant
      ? toThaiDigits(new Date(instant.getTime() + 7 * 3_600_000).toISOString().slice(11, 16).replace(':', '.'))
      : '',
  );
  const told = (nextDate: string | null, nextTime: string) => {
    const at = parseTypedTime(nextTime);
    onChange(nextDate && at ? `${nextDate}T${at}:00+07:00` : null);
  };
  return (
    <Group align="flex-start" gap="xs" wrap="nowrap">
      <DateInputTh
        flex={2}
        label={label}
        value={date}
        error={error}
        onChange={(next) => {
          setDate(next);
          told(next, time);
        }}
      />
      <TextInput
        flex={1}
        miw={90}
        label="เวลา"
        placeholder="๐๙.๓๐"
        autoComplete="off"
        value={time}
        error={time.trim() !== '' && parseTypedTime(time) === null ? 'ใส่เช่น ๐๙.๓๐' : undefined}
        onChange={({ currentTarget }) => {
          setTime(currentTarget.value);
          told(date, currentTarget.value);
        }}
      />
    </Group>
  );
}
