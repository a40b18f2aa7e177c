import '@mantine/dates/styles.css';
import { ActionIcon, Group, Popover, TextInput, type TextInputProps } from '@mantine/core';
import { DatePicker, DatesProvider } from '@mantine/dates';
import { IconCalendar } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import 'dayjs/locale/th.js';
import { thaiDay, thaiTime } from '../../domain/calendar.js';
import { toThaiDigits } from '../../domain/numerals.js';
import { parseTypedDay, parseTypedTime } from '../../domain/typed-day.js';
import { day } from './format.js';

const year = (iso: string) => toThaiDigits(String(Number(iso.slice(0, 4)) + 543));
const month = new Intl.DateTimeFormat('th', { month: 'long', timeZone: 'UTC' });
const monthAndYear = (iso: string) => `${month.format(new Date(iso))} ${year(iso)}`;

const LABELS = {
  nextMonth: 'เดือนถัดไป',
  previousMonth: 'เดือนก่อนหน้า',
  nextYear: 'ปีถัดไป',
  previousYear: 'ปีก่อนหน้า',
  nextDecade: 'สิบปีถัดไป',
  previousDecade: 'สิบปีก่อนหน้า',
};

interface Props extends Omit<TextInputProps, 'value' | 'onChange' | 'defaultValue'> {
  /** ISO day. */
  value: string | null;
  onChange: (value: string | null) => void;
}

/**
 * A day in the Buddhist era, typed (`๒๗ ม.ค. ๒๕๖๘`, `27/1/2568`) or chosen from a calendar; the value is an ISO day. While a text stands there that
 * is no day the value is null, so that no earlier day is taken in its place, and the field says so.
 *
 *     <DateInputTh label="ลงวันที่" value={date} onChange={setDate} />
 */
export function DateInputTh({ value, onChange, error, onBlur, disabled, readOnly, ...others }: Props) {
  const [text, setText] = useState(value === null ? '' : day(value));
  const [opened, setOpened] = useState(false);
  const typed = parseTypedDay(text);
  const wrong = value === null && typed === null && text.trim() !== '';
  // What was typed, as long as it says the same as the value; else the value came from elsewhere.
  const shown = typed === value ? text : value === null ? '' : day(value);
  const choose = (iso: string | null) => {
    setText(iso === null ? '' : day(iso));
    setOpened(false);
    onChange(iso);
  };
  return (
    <TextInput
      placeholder="๒๗ ม.ค. ๒๕๖๘"
      autoComplete="off"
      {...others}
      disabled={disabled}
      readOnly={readOnly}
      value={shown}
      error={wrong ? 'ไม่ใช่วันที่ ใส่เช่น ๒๗ ม.ค. ๒๕๖๘ หรือ 27/1/2568' : error}
      onChange={({ currentTarget }) => {
        setText(currentTarget.value);
        onChange(parseTypedDay(currentTarget.value));
      }}
      onBlur={(event) => {
        if (typed !== null && typed === value) setText(day(typed));
        onBlur?.(event);
      }}
      rightSection={
        <Popover opened={opened} onChange={setOpened} position="bottom-end" trapFocus returnFocus>
          <Popover.Target>
            <ActionIcon
              variant="subtle"
              disabled={disabled || readOnly}
              aria-label="ปฏิทิน"
              onClick={() => setOpened(!opened)}
            >
              <IconCalendar size={18} />
            </ActionIcon>
          </Popover.Target>
          <Popover.Dropdown>
            <DatesProvider settings={{ locale: 'th', firstDayOfWeek: 0 }}>
              <DatePicker
                value={value}
                onChange={choose}
                allowDeselect
                hideOutsideDates
                defaultDate={value ?? undefined}
                ariaLabels={LABELS}
                getDayAriaLabel={day}
                monthLabelFormat={monthAndYear}
                monthsListFormat={(iso) => month.format(new Date(iso))}
                yearLabelFormat={year}
                yearsListFormat={year}
                decadeLabelFormat={(first, last) => `${year(first)} - ${year(last)}`}
                renderDay={(iso) => toThaiDigits(String(Number(iso.slice(8, 10))))}
                // Esc closes the calendar and not the dialog around it.
                __stopPropagation
              />
            </DatesProvider>
          </Popover.Dropdown>
        </Popover>
      }
    />
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
  const [time, setTime] = useState(instant ? toThaiDigits(thaiTime(instant).replace(':', '.')) : '');
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
