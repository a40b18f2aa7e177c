import { Checkbox, Stack } from '@mantine/core';
import { roles as allRoles, type Role } from '../../../schemas/access.js';
import { ROLES } from '../account/words.js';

interface Props {
  roles: readonly Role[];
  secret: boolean;
  onRoles: (roles: Role[]) => void;
  onSecret: (secret: boolean) => void;
  error?: string | undefined;
}

/** What somebody is in an organisation. */
export function RoleFields({ roles, secret, onRoles, onSecret, error }: Props) {
  return (
    <>
      <Checkbox.Group label="บทบาท" value={[...roles]} onChange={(value) => onRoles(value as Role[])} error={error}>
        <Stack gap="xs" mt={6}>
          {allRoles.map((role) => (
            <Checkbox key={role} value={role} label={ROLES[role].name} description={ROLES[role].may} />
          ))}
        </Stack>
      </Checkbox.Group>
      <Checkbox
        label="อ่านหนังสือชั้นความลับได้"
        description="ตามที่ได้รับมอบหมายเป็นลายลักษณ์อักษร ทุกครั้งที่เปิดอ่านจะถูกบันทึก"
        checked={secret}
        onChange={(event) => onSecret(event.currentTarget.checked)}
      />
    </>
  );
}
