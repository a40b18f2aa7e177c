import { z } from 'zod';
import { evidence, isoDate, probability } from './common.js';

/**
 * What an organisation is. `bangkok-district` is a เขต of Bangkok, `pao` an องค์การบริหารส่วนจังหวัด, `sao` an องค์การบริหารส่วนตำบล,
 * `special` Bangkok and Pattaya, `province-office` and `district-office` the Department of Local Administration's offices there
 * (ท้องถิ่นจังหวัด, ท้องถิ่นอำเภอ), `agency` a central body that is no department of a ministry.
 */
export const organisationKinds = [
  'ministry',
  'department',
  'agency',
  'province',
  'district',
  'bangkok-district',
  'pao',
  'city-municipality',
  'town-municipality',
  'subdistrict-municipality',
  'sao',
  'special',
  'province-office',
  'district-office',
] as const;
export const organisationKind = z.enum(organisationKinds);
export type OrganisationKind = z.infer<typeof organisationKind>;

/** Names an organisation; the code is its identity, the name is as it was when this was written. */
export const organisationRef = z.object({ code: z.string(), name: z.string() });
export type OrganisationRef = z.infer<typeof organisationRef>;

/**
 * An organisation of the gazetteer. `code`: that of the registration office for provinces (two digits) and districts (four), the
 * letters of its letter numbers for a central body (`มท`, `มท 08`), the seven digits of the Department of Local Administration for a
 * local body. `parent`: the ministry of a department, the province of a district, the district (of a PAO the province) of a local body.
 * In force from `validFrom` to `validTo`, both days counting; null where that is not known. `replaces`: the code it had before.
 */
export const organisation = z.object({
  ...organisationRef.shape,
  kind: organisationKind,
  level: z.enum(['central', 'province', 'district', 'local', 'other']),
  parent: z.string().nullable(),
  aliases: z.array(z.string()),
  validFrom: isoDate.nullable(),
  validTo: isoDate.nullable(),
  replaces: z.string().nullable(),
  source: z.string().nullable(),
});
export type Organisation = z.infer<typeof organisation>;

/** Why an addressee is not, or not wholly, known as organisations. `code` is stable, `message` is Thai. */
export const resolutionReason = z.object({ code: z.string(), message: z.string() });

/**
 * The organisations an addressee stands for. `waiting`: for the list that the letter says is attached; `partial`: those given are meant,
 * but more or fewer may be; `unknown`: none is given, `candidates` are those between which a person has to decide.
 */
export const resolution = z.object({
  state: z.enum(['resolved', 'partial', 'waiting', 'unknown']),
  organisations: z.array(organisationRef),
  except: z.array(organisationRef),
  candidates: z.array(organisationRef).optional(),
  reason: resolutionReason.optional(),
  /** The lines of an attached list that name them. */
  evidence: z.array(evidence).optional(),
  confidence: probability,
});
export type Resolution = z.infer<typeof resolution>;
