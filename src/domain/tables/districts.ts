import { PLACES } from './places.js';

/** A province or a district without the word before its name, with its code (two digits, four). */
export interface Place {
  code: string;
  name: string;
}

/** The provinces in the order of their codes, Bangkok first, each with its districts (Bangkok's are เขต). */
export const PROVINCE_PLACES: readonly (Place & { districts: readonly Place[] })[] = PLACES.trim()
  .split('\n')
  .map((line) => {
    const [head = '', list = ''] = line.split(': ');
    const { code, name } = placeOf(head);
    const districts = list.split(', ').map(placeOf);
    return { code, name, districts: districts.map((place) => ({ ...place, code: code + place.code })) };
  });

function placeOf(text: string): Place {
  return { code: text.slice(0, 2), name: text.slice(3) };
}

/** The code of Bangkok: it is a special local government and no province. */
export const BANGKOK = '10';

/** The districts (อำเภอ) of each province, without the word อำเภอ, in the order of the DOPA codes; Bangkok has none. */
export const DISTRICTS: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  PROVINCE_PLACES.filter(({ code }) => code !== BANGKOK).map(({ name, districts }) => [
    name,
    districts.map((district) => district.name),
  ]),
);
