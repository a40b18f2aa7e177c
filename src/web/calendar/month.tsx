import { Anchor, Text } from '@mantine/core';
import { Link } from 'wouter';
import { addDays, partsOf, thaiDay, weekdayOf } from '../../domain/calendar.js';
import { thai } from '../ui/format.js';
import styles from './month.module.css';
import { kindOf, labelOf, type MonthProps, placeOf, WEEKDAYS } from './months.js';

/** The weeks that a month touches, each from Sunday on. */
function weeksOf(first: string, last: string): string[][] {
  const weeks: string[][] = [];
  for (let start = addDays(first, -weekdayOf(first)); start <= last; start = addDays(start, 7)) {
    weeks.push(Array.from({ length: 7 }, (_, at) => addDays(start, at)));
  }
  return weeks;
}

/** A month as a sheet: a column a weekday, in each day its holiday and deadlines. */
export function MonthGrid({ name, first, last, items, holidays }: MonthProps & { name: string }) {
  const today = thaiDay(new Date());
  return (
    <table className={styles.month}>
      <caption className={styles.caption}>กำหนดของเดือน{name}</caption>
      <thead>
        <tr>
          {WEEKDAYS.map((weekday) => (
            <th key={weekday} scope="col">
              {weekday}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeksOf(first, last).map((week) => (
          <tr key={week[0]}>
            {week.map((date, weekday) => {
              if (date < first || date > last) return <td key={date} className={styles.outside} />;
              const holiday = holidays.get(date);
              const closed = holiday || weekday === 0 || weekday === 6;
              return (
                <td key={date} className={closed ? styles.closed : undefined} data-today={date === today || undefined}>
                  <time dateTime={date} className={styles.number}>
                    {thai(partsOf(date).day)}
                    {date === today && <span className={styles.today}>วันนี้</span>}
                  </time>
                  {holiday && (
                    <Text size="xs" className={styles.holiday}>
                      {holiday.name}
                      {holiday.status === 'computed' ? ' (รอประกาศ)' : ''}
                    </Text>
                  )}
                  <ul className={styles.items}>
                    {(items.get(date) ?? []).map((item) => (
                      <li key={item.id} data-done={item.done || undefined} data-context={item.due.context || undefined}>
                        <Anchor component={Link} href={placeOf(item)} size="sm" lineClamp={3} title={labelOf(item)}>
                          <b>{kindOf(item)}</b> {labelOf(item)}
                        </Anchor>
                      </li>
                    ))}
                  </ul>
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
