import { describe, expect, it } from 'vitest';
import { stages } from '../../../schemas/jobs.js';
import { fileJobId, pageJobId } from '../../../workers/job-ids.js';
import { jobDefinitions } from '../../../workers/jobs.js';
import { onePerStage } from '../../../workers/start.js';

describe('a stage has one worker', () => {
  const all = stages.map((stage) => ({ stage }));
  it('puts them in order', () => expect(onePerStage([...all].reverse())).toEqual(all));
  it.each(stages)('refuses to start without %s', (stage) => {
    const without = all.filter((each) => each.stage !== stage);
    expect(() => onePerStage(without)).toThrow(`workers/${stage}.worker.ts`);
  });
  it('refuses to start with two', () => {
    expect(() => onePerStage([...all, { stage: 'link' }])).toThrow('The stage link has two workers');
  });
});

describe('job ids', () => {
  const job = { sha256: `${'0123456789abcdef'.repeat(4)}`, revision: 3, priority: 'upload' } as const;
  it('are made from content, revision and page', () => {
    expect(fileJobId(job)).toBe('f-0123456789abcdef0123-r3');
    expect(pageJobId({ ...job, page: 12 })).toBe('f-0123456789abcdef0123-r3-p12');
  });
  it('do not depend on the priority', () => {
    expect(fileJobId({ ...job, priority: 'import' })).toBe(fileJobId(job));
  });
  it('belong to definitions that carry the tries of the settings', () => {
    const jobs = jobDefinitions({ pageAttempts: 7 });
    expect(jobs['read-page'].attempts).toBe(7);
    expect(stages.map((stage) => jobs[stage].stage)).toEqual(stages);
  });
});
