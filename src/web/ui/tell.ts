import { notifications } from '@mantine/notifications';
import { messageOf } from './error-notice.js';

let last: string | null = null;

/**
 * A short word that something is done; gone after some seconds, so nothing may depend on its being read. It takes the place of the last one: who confirms
 * one letter after another would have a pile of the same words before the next.
 */
export function tellDone(message: string): void {
  if (last !== null) notifications.hide(last);
  last = notifications.show({ message, color: 'green', autoClose: 5000, closeButtonProps: { 'aria-label': 'ปิด' } });
}

/** That something failed; stays until it is closed. */
export function tellFailed(error: Error, title = 'ทำรายการไม่สำเร็จ'): void {
  notifications.show({
    title,
    message: messageOf(error),
    color: 'red',
    autoClose: false,
    closeButtonProps: { 'aria-label': 'ปิด' },
  });
}
