import { authorisationCase, type Scene } from '../../support/authorisation.js';

const asked = (scene: Scene) => encodeURIComponent(scene.mark);
const sent = (scene: Scene) =>
  scene.file([scene.letter({ issuer: { name: scene.mark, level: 'central', province: null } })]);

export const cases = [
  authorisationCase({
    route: 'GET /api/search',
    given: (scene) => scene.file(),
    call: (_, scene) => ({ url: `/api/search?q=${asked(scene)}` }),
    stranger: 'without',
    secret: 'veiled',
  }),
  authorisationCase({
    route: 'GET /api/search/count',
    given: (scene) => scene.file(),
    call: (_, scene) => ({ url: `/api/search/count?q=${asked(scene)}` }),
    stranger: 'without',
    shows: false,
  }),
  authorisationCase({
    route: 'GET /api/search/agencies',
    given: sent,
    call: (_, scene) => ({ url: `/api/search/agencies?q=${asked(scene)}` }),
    stranger: 'without',
    secret: 'veiled',
  }),
  authorisationCase({
    route: 'GET /api/search.csv',
    given: (scene) => scene.file(),
    call: (_, scene) => ({ url: `/api/search.csv?q=${asked(scene)}` }),
    stranger: 'without',
    secret: 'veiled',
  }),
];
