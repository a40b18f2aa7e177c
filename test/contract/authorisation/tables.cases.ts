import { authorisationCase } from '../../support/authorisation.js';

/** What is the whole installation's: everybody may read it, and the office that it was set up for (X) changes it. */
const nothing = async () => null;
const csv = { 'content-type': 'text/csv' };
const octets = { 'content-type': 'application/octet-stream' };
let day = 0;

export const cases = [
  authorisationCase({
    route: 'GET /api/holidays',
    given: nothing,
    call: () => ({ url: '/api/holidays?year=2569' }),
    stranger: 'without',
    shows: false,
  }),
  authorisationCase({
    route: 'POST /api/holidays/import',
    given: nothing,
    call: () => ({
      url: '/api/holidays/import',
      headers: csv,
      payload: 'date,name,kind,source,status\n2572-01-01,วันขึ้นปีใหม่,official,ทดสอบ,announced\n',
    }),
    stranger: 'forbidden',
  }),
  authorisationCase({
    route: 'POST /api/holidays',
    given: nothing,
    call: () => ({ url: '/api/holidays', payload: { date: '2029-01-02', name: 'วันหยุดพิเศษ', source: 'มติ ครม.' } }),
    stranger: 'forbidden',
  }),
  authorisationCase({
    route: 'DELETE /api/holidays/:date',
    given: async ({ store }) => {
      const date = new Date(Date.UTC(2031, 0, 2 + day++)).toISOString().slice(0, 10);
      const { addHoliday } = await import('../../../src/holidays/holidays.usecases.js');
      await addHoliday(store, { date, name: 'วันหยุดพิเศษ', source: 'มติ ครม.', actor: 'test' });
      return date;
    },
    call: (date) => ({ url: `/api/holidays/${date}` }),
    stranger: 'forbidden',
  }),
  authorisationCase({
    route: 'GET /api/organisations',
    given: nothing,
    call: () => ({ url: '/api/organisations?province=แพร่' }),
    stranger: 'without',
    shows: false,
  }),
  authorisationCase({
    route: 'GET /api/organisations.csv',
    given: nothing,
    call: () => ({ url: '/api/organisations.csv' }),
    stranger: 'without',
    shows: false,
  }),
  authorisationCase({
    route: 'POST /api/organisations',
    given: nothing,
    call: () => ({
      url: '/api/organisations?dryRun=true',
      headers: octets,
      payload: 'code,name,kind,province,district,valid_to,replaces\n5549901,เทศบาลตำบลก,ทต.,แพร่,ลอง,,',
    }),
    stranger: 'forbidden',
  }),
];
