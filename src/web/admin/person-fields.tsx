import { TextInput } from '@mantine/core';

interface Field {
  value: string;
  onChange: (value: string) => void;
}

/** A person's name and position. `own`: filled in by that person, whose browser knows them. */
export function NameFields({
  name,
  position,
  own = false,
  focus,
}: {
  name: Field;
  position: Field;
  own?: boolean;
  focus?: boolean;
}) {
  return (
    <>
      <TextInput
        label="ชื่อ-นามสกุล"
        autoComplete={own ? 'name' : 'off'}
        required
        withAsterisk={false}
        data-autofocus={focus || undefined}
        value={name.value}
        onChange={(event) => name.onChange(event.currentTarget.value)}
      />
      <TextInput
        label="ตำแหน่ง (ถ้ามี)"
        autoComplete={own ? 'organization-title' : 'off'}
        value={position.value}
        onChange={(event) => position.onChange(event.currentTarget.value)}
      />
    </>
  );
}

/** A login that is being chosen; `wrong`: it was tried and has not the form of one. */
export function LoginField({ value, onChange, own = false, wrong }: Field & { own?: boolean; wrong: boolean }) {
  return (
    <TextInput
      label="ชื่อผู้ใช้"
      description="อักษรอังกฤษตัวเล็ก ตัวเลข จุด หรือขีด อย่างน้อย ๓ ตัว"
      autoComplete={own ? 'username' : 'off'}
      autoCapitalize="none"
      spellCheck={false}
      required
      withAsterisk={false}
      value={value}
      error={wrong ? 'ใช้ได้เฉพาะอักษรอังกฤษ ตัวเลข จุด และขีด ๓ ถึง ๔๐ ตัว' : undefined}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
