import type {
  ArrivalFigure,
  DueItem,
  FigureAnswer,
  FigureName,
  ForecastFigure,
  HopFigure,
  OverdueFigure,
  SentFigure,
} from '../../schemas/dashboard.js';
import { LEVEL_TEXT } from '../domain/relay/words.js';
import { type CsvTable, csvTable } from './csv.js';
import type { Figures } from './figures.usecases.js';

/** The tables behind the charts, one each, as spreadsheets take them. Days are ISO, headings Thai; a cell is empty where nothing is known. */

const hops: CsvTable<HopFigure> = [
  ['จากระดับ', ({ from }) => LEVEL_TEXT[from]],
  ['ถึงระดับ', ({ to }) => LEVEL_TEXT[to]],
  ['หน่วยงานที่ส่งต่อ', ({ organisation }) => organisation],
  ['จำนวนขั้น', ({ n }) => n],
  ['มัธยฐาน (วัน)', ({ median }) => median],
  ['นานที่สุด (วัน)', ({ worst }) => worst],
  ['ขั้นที่ทราบวันรับ', ({ held }) => held.n],
  ['อยู่ที่หน่วยงาน มัธยฐาน (วัน)', ({ held }) => held.median],
  ['อยู่ที่หน่วยงาน นานที่สุด (วัน)', ({ held }) => held.worst],
];

const arrivals: CsvTable<ArrivalFigure> = [
  ['ระดับ', ({ level }) => LEVEL_TEXT[level]],
  ['หน่วยงาน', ({ organisation }) => organisation],
  ['ทราบวันรับและมีกำหนด', ({ n }) => n],
  ['เหลือน้อยกว่า 7 วันทำการ', ({ late }) => late],
  ['พ้นกำหนดแล้วเมื่อรับ', ({ expired }) => expired],
  ['ไม่มีกำหนด', ({ withoutDeadline }) => withoutDeadline],
  ['ไม่ทราบวันรับ', ({ unknown }) => unknown],
];

const sent: CsvTable<SentFigure> = [
  ['รหัส', ({ key }) => key],
  ['เลขที่', ({ reference }) => reference],
  ['เรื่อง', ({ subject }) => subject],
  ['ส่งเมื่อ', ({ sentAt }) => sentAt],
  ['กำหนด', ({ deadline }) => deadline],
  ['หน่วยงาน', ({ total }) => total],
  ['รับแล้ว', ({ received }) => received],
  ['อ่านแล้ว', ({ read }) => read],
  ['รับทราบแล้ว', ({ acknowledged }) => acknowledged],
  ['ส่งต่อแล้ว', ({ forwarded }) => forwarded],
  ['ดำเนินการแล้ว', ({ done }) => done],
  ['ยังไม่เปิดรับ', ({ waiting }) => waiting],
  ['ไม่ทราบ', ({ unknown }) => unknown],
];

const weeks: CsvTable<DueItem & { monday: string; week: number }> = [
  ['สัปดาห์ที่', ({ week }) => week],
  ['วันจันทร์', ({ monday }) => monday],
  ['กำหนด', ({ date }) => date],
  ['อย่างช้า', ({ lastOn }) => lastOn],
  ['เหลือ (วันทำการ)', ({ workingDaysLeft }) => workingDaysLeft],
  ['เลขที่', ({ reference }) => reference],
  ['เรื่อง', ({ subject }) => subject],
  ['ดำเนินการแล้ว', ({ done }) => (done ? 'ใช่' : '')],
  ['รหัส', ({ key }) => key],
];

const overdue: CsvTable<OverdueFigure> = [
  ['รหัสหน่วยงาน', ({ code }) => code],
  ['หน่วยงาน', ({ organisation }) => organisation],
  ['เลยกำหนด', ({ n }) => n],
  ['อาจเลยกำหนด', ({ maybe }) => maybe],
  ['เลยกำหนดนานที่สุด (วัน)', ({ worstDays }) => worstDays],
  ['รหัสหนังสือ', ({ keys }) => keys.join(' ')],
];

const forecast: CsvTable<ForecastFigure & { step: ForecastFigure['steps'][number] }> = [
  ['รหัส', ({ key }) => key],
  ['เลขที่', ({ reference }) => reference],
  ['เรื่อง', ({ subject }) => subject],
  ['หนังสือล่าสุด', ({ date }) => date],
  ['กำหนด', ({ deadline }) => deadline],
  ['ถึงระดับ', ({ step }) => LEVEL_TEXT[step.level]],
  ['จำนวนขั้นในอดีต', ({ step }) => step.n],
  ['เร็ว', ({ step }) => step.early],
  ['กลาง', ({ step }) => step.middle],
  ['ช้า', ({ step }) => step.late],
  ['เหลือ (วันทำการ)', ({ step }) => step.workingDaysLeft],
  ['เหลือถ้าช้า (วันทำการ)', ({ step }) => step.workingDaysLeftLate],
  ['หมายเหตุ', ({ step }) => (step.enough ? '' : 'ข้อมูลไม่พอ')],
];

/** A table of the dashboard. */
export function figureCsv(figure: FigureName, of: Figures): string {
  switch (figure) {
    case 'hop-levels':
      return csvTable(hops, of.hopLevels);
    case 'hop-organisations':
      return csvTable(hops, of.hopOrganisations);
    case 'arrival-levels':
      return csvTable(arrivals, of.arrivalLevels);
    case 'arrival-organisations':
      return csvTable(arrivals, of.arrivalOrganisations);
    case 'sent':
      return csvTable(sent, of.sent);
    case 'weeks':
      return csvTable(
        weeks,
        of.weeks.flatMap(({ monday, week, items }) => items.map((item) => ({ ...item, monday, week }))),
      );
    case 'overdue':
      return csvTable(overdue, of.overdue);
    case 'forecast':
      return csvTable(
        forecast,
        of.forecast.flatMap((row) => row.steps.map((step) => ({ ...row, step }))),
      );
  }
}

/** The rows of a table of the dashboard. */
export function figureRows(figure: FigureName, of: Figures): FigureAnswer {
  const rows: Record<FigureName, FigureAnswer> = {
    'hop-levels': of.hopLevels,
    'hop-organisations': of.hopOrganisations,
    'arrival-levels': of.arrivalLevels,
    'arrival-organisations': of.arrivalOrganisations,
    sent: of.sent,
    weeks: of.weeks,
    overdue: of.overdue,
    forecast: of.forecast,
  };
  return rows[figure];
}
