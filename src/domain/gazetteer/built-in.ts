import type { Organisation, OrganisationKind } from '../../../schemas/organisations.js';
import { AGENCY_CODES } from '../tables/agency-codes.js';
import { CENTRAL_BODIES } from '../tables/departments.js';
import { BANGKOK, PROVINCE_PLACES } from '../tables/districts.js';
import { KINDS } from '../tables/kinds.js';
import { Gazetteer } from './gazetteer.js';

function row(
  code: string,
  name: string,
  kind: OrganisationKind,
  more: Partial<Pick<Organisation, 'parent' | 'aliases' | 'validTo'>> = {},
): Organisation {
  return {
    code,
    name: KINDS[kind].level === 'central' ? name : `${KINDS[kind].prefix}${name}`,
    kind,
    level: KINDS[kind].level,
    parent: null,
    aliases: [],
    validFrom: null,
    validTo: null,
    replaces: null,
    source: null,
    ...more,
  };
}

/** Ministries that were dissolved, with the last day they stood (พระราชบัญญัติปรับปรุงกระทรวง ทบวง กรม). */
const DISSOLVED: Readonly<Record<string, string>> = { ทก: '2016-09-15', วท: '2019-05-01', ทม: '2003-07-06' };

const ministries = Object.entries(AGENCY_CODES)
  .filter(([code, name]) => /^กระทรวง/.test(name) || code === 'นร' || code === 'ทม')
  .map(([code, name]) => row(code, name, 'ministry', { validTo: DISSOLVED[code] ?? null }));

/** State enterprises and the like bear their ministry's letters but are no departments. */
const DEPARTMENT = /^(?:กรม|สำนัก|กอง(?:ทัพ|บัญชาการ)|สถาบัน)/;

const central = CENTRAL_BODIES.map(({ ministry, unit, name, aliases }) =>
  ministry === null
    ? row(unit ?? name, name, 'agency', { aliases })
    : row(`${ministry} ${unit ?? name}`, name, DEPARTMENT.test(name) ? 'department' : 'agency', {
        parent: ministry,
        aliases,
      }),
);

/** The unit of the Department of Local Administration's provincial offices in letter numbers (พร ๐๐๒๓); its offices bear it here too. */
const LOCAL_ADMINISTRATION = '0023';

const places = PROVINCE_PLACES.flatMap(({ code, name, districts }) => {
  if (code === BANGKOK) {
    const offices = districts.map((district) =>
      row(district.code, district.name, 'bangkok-district', { parent: code }),
    );
    return [row(code, name, 'special', { aliases: ['กทม.'] }), ...offices];
  }
  return [
    row(code, name, 'province'),
    row(`${code}/${LOCAL_ADMINISTRATION}`, name, 'province-office', { parent: code }),
    // The Department's code of the one PAO that each province has.
    row(`2${code}0101`, name, 'pao', { parent: code }),
    ...districts.flatMap((district) => [
      row(district.code, district.name, 'district', { parent: code }),
      row(`${district.code}/${LOCAL_ADMINISTRATION}`, district.name, 'district-office', { parent: district.code }),
    ]),
  ];
});

/** Pattaya has no code in the registration office's list of districts; it lies in บางละมุง (2004). */
const pattaya = row('เมืองพัทยา', 'เมืองพัทยา', 'special', { parent: '2004' });

/** What is always known: central bodies, provinces, districts, PAOs, the two special local governments and the offices of the department. */
export const BUILT_IN: readonly Organisation[] = [...ministries, ...central, ...places, pattaya];

let made: Gazetteer | undefined;

/** What is always known, to be asked. Made when it is first asked: most commands never ask. */
export function builtInGazetteer(): Gazetteer {
  made ??= new Gazetteer(BUILT_IN);
  return made;
}
