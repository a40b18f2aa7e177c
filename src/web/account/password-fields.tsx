import { PasswordInput } from '@mantine/core';

/** The eye in a field for a password. It is reached by keys as well. */
export const toggleProps = { 'aria-label': 'แสดงหรือซ่อนรหัสผ่าน', tabIndex: 0 } as const;

/** As the application asks for (`src/people/passwords.ts`). */
const SHORTEST = 12;
/** What is wrong with a new password as far as the page can tell; null where nothing is. */
export const wrongWith = (password: string, again: string): string | null =>
  [...password].length < SHORTEST
    ? 'รหัสผ่านต้องยาวอย่างน้อย ๑๒ ตัวอักษร'
    : password !== again
      ? 'รหัสผ่านทั้งสองช่องไม่ตรงกัน'
      : null;

interface Props {
  password: string;
  again: string;
  onPassword: (value: string) => void;
  onAgain: (value: string) => void;
  /** Whether what is wrong is said already. */
  told: boolean;
}

/** A new password, twice. Long rather than odd: words that only oneself puts together are best. */
export function PasswordFields({ password, again, onPassword, onAgain, told }: Props) {
  const wrong = told ? wrongWith(password, again) : null;
  const short = wrong !== null && [...password].length < SHORTEST;
  return (
    <>
      <PasswordInput
        label="รหัสผ่านใหม่"
        description="อย่างน้อย ๑๒ ตัวอักษร ใช้ภาษาไทยหรือหลายคำต่อกันได้ ไม่ต้องมีตัวเลขหรือสัญลักษณ์"
        autoComplete="new-password"
        required
        withAsterisk={false}
        visibilityToggleButtonProps={toggleProps}
        value={password}
        error={short ? wrong : undefined}
        onChange={(event) => onPassword(event.currentTarget.value)}
      />
      <PasswordInput
        label="รหัสผ่านใหม่อีกครั้ง"
        autoComplete="new-password"
        required
        withAsterisk={false}
        visibilityToggleButtonProps={toggleProps}
        value={again}
        error={wrong !== null && !short ? wrong : undefined}
        onChange={(event) => onAgain(event.currentTarget.value)}
      />
    </>
  );
}
