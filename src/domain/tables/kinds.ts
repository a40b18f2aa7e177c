import type { Organisation, OrganisationKind } from '../../../schemas/organisations.js';

/** How the name of an organisation of this kind begins (of central bodies many do otherwise), and the level it stands on. */
export const KINDS: Readonly<Record<OrganisationKind, { prefix: string; level: Organisation['level'] }>> = {
  ministry: { prefix: 'กระทรวง', level: 'central' },
  department: { prefix: 'กรม', level: 'central' },
  agency: { prefix: '', level: 'central' },
  province: { prefix: 'จังหวัด', level: 'province' },
  district: { prefix: 'อำเภอ', level: 'district' },
  'bangkok-district': { prefix: 'เขต', level: 'local' },
  pao: { prefix: 'องค์การบริหารส่วนจังหวัด', level: 'local' },
  'city-municipality': { prefix: 'เทศบาลนคร', level: 'local' },
  'town-municipality': { prefix: 'เทศบาลเมือง', level: 'local' },
  'subdistrict-municipality': { prefix: 'เทศบาลตำบล', level: 'local' },
  sao: { prefix: 'องค์การบริหารส่วนตำบล', level: 'local' },
  special: { prefix: '', level: 'local' },
  'province-office': { prefix: 'สำนักงานส่งเสริมการปกครองท้องถิ่นจังหวัด', level: 'province' },
  'district-office': { prefix: 'สำนักงานส่งเสริมการปกครองท้องถิ่นอำเภอ', level: 'district' },
};

/** เทศบาล of the three classes. */
export const MUNICIPALITIES = [
  'city-municipality',
  'town-municipality',
  'subdistrict-municipality',
] as const satisfies readonly OrganisationKind[];

/** Local bodies that only an imported list names. */
export const LISTED_LOCALS = [...MUNICIPALITIES, 'sao'] as const satisfies readonly OrganisationKind[];

/** องค์กรปกครองส่วนท้องถิ่น of a province. */
export const LOCALS = ['pao', ...LISTED_LOCALS] as const satisfies readonly OrganisationKind[];
