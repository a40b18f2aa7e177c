import { authorisationCase } from '../../support/authorisation.js';

const nothing = async () => undefined;

/** What whoever runs the installation may ask: no person of any organisation. */
const operatorCase = (route: string, payload?: Record<string, unknown>, query = '') =>
  authorisationCase({
    route,
    given: nothing,
    call: () => ({
      url: `${route.split(' ')[1]!.replace(':id', '1')}${query}`,
      ...(payload !== undefined && { payload }),
    }),
    stranger: 'forbidden',
    shows: false,
  });

export const cases = [
  operatorCase('POST /api/operator/alerts/plan', {}),
  operatorCase('GET /api/operator/alerts/messages'),
  operatorCase('POST /api/operator/alerts/messages/:id/resolve', { as: 'sent' }),
  operatorCase('GET /api/operator/alerts/preview', undefined, '?login=anybody&organisation=54'),
];
