import { describe, expect, it } from 'vitest';
import { speedOf } from '../../../src/domain/class-lines.js';
import { codedLink, findLinks, readLinks } from '../../../src/domain/fields/links.js';
import { officeParts } from '../../../src/domain/fields/office-line.js';
import { phonesOf } from '../../../src/domain/fields/phones.js';
import { readRecipients } from '../../../src/domain/fields/recipients.js';
import { labelOf, referenceLineOf } from '../../../src/domain/line-kinds.js';
import { docLines, locatedText, wholeLine } from '../../../src/domain/lines.js';
import { textPages } from '../../support/text-pages.js';

describe('phonesOf', () => {
  it.each([
    ['โทร. ๐ ๒๒๔๑ ๙๐๐๐ ต่อ ๒๓๒๒', ['0-2241-9000 ext 2322']],
    ['โทร. ๐๒ ๒๔๑ ๙๐๐๐ ต่อ ๓๕๗๓, ๐ ๒๒๔๙-๔๕๔๔', ['0-2241-9000 ext 3573', '0-2249-4544']],
    ['โทร. ๐ ๒๓๕๖ ๙๙๙๙ ต่อ ๘๙๖๔ (อุรธิดา) ๘๙๗๔ (ศุภานัน)', ['0-2356-9999 ext 8964, 8974']],
    ['โทรศัพท์ 043-712345, 081-234-5678', ['0-4371-2345', '081-234-5678']],
    ['สำนักงาน ก. โทร. ๐ ๒๒๒๖ ๓๗๕๕ หรือโทร. ๑๔๖๐', ['0-2226-3755', '1460']],
    ['โทร. ๐ ๒๖๒๒ ๐๙๖๐ มท. ๕๐๘๒๘', ['0-2622-0960']],
    ['โทร. 12011, 12112', ['12011', '12112']],
    ['โทรสาร ๐ ๕๔๗๑ ๐๐๐๒', []],
    ['โทร. ๐ ๕๔๗๑ ๐๐๐๐ โทรสาร ๐ ๕๔๗๑ ๐๐๐๒', ['0-5471-0000']],
    ['โทร./โทรสาร ๐ ๕๔๗๑ ๐๐๐๐', ['0-5471-0000']],
    ['โทร. ๐๕๓ - ๙๙๘๓๖๑', ['0-5399-8361']],
    ['โทร. (๐๕๓) ๙๙๘๓๖๑', ['0-5399-8361']],
    ['โทร. (02) 241-9000 ต่อ 12', ['0-2241-9000 ext 12']],
    ['โทร. 0 4424 8870-4 โทรสาร 0 4424 8875', ['0-4424-8870-4']],
    ['โทรศัพท์ ๐-๓๔๕๑-๑๕๒๘ โทรสาร ๐-๓๔๕๑-๔๔๙๙', ['0-3451-1528']],
    ['โทร. ๐๘ ๑๒๓๔ ๕๖๗๘', ['081-234-5678']],
    ['โทรศัพท์/โทรสาร ๐ ๕๔๗๘ ๑๐๐๙', ['0-5478-1009']],
    ['โทร ๐ ๒๑๒๗ ๗๐๐๐ ต่อ ๖๘๕๓ ในวันและเวลาราชการ', ['0-2127-7000 ext 6853']],
    ['กลุ่มงานบริหาร', []],
  ])('%s', (text, phones) => expect(phonesOf(text)).toEqual(phones));
});

describe('readRecipients', () => {
  const read = (text: string, organisations = false) =>
    readRecipients([wholeLine(docLines(textPages(text))[0]!)], organisations).recipients.map(({ text, scope }) => [
      text,
      scope,
    ]);

  it.each([
    [
      'ผู้อำนวยการสำนัก หัวหน้าสำนักงาน ก.ก. เลขาธิการสภากรุงเทพมหานคร ผู้อำนวยการเขต และหัวหน้าส่วนราชการในสังกัดสำนักปลัดกรุงเทพมหานคร',
      [
        ['ผู้อำนวยการสำนัก', 'all'],
        ['หัวหน้าสำนักงาน ก.ก.', 'one'],
        ['เลขาธิการสภากรุงเทพมหานคร', 'one'],
        ['ผู้อำนวยการเขต', 'all'],
        ['หัวหน้าส่วนราชการในสังกัดสำนักปลัดกรุงเทพมหานคร', 'all'],
      ],
    ],
    [
      '1.ผู้ว่าราชการจังหวัด 2.อธิบดีกรมที่ดิน',
      [
        ['ผู้ว่าราชการจังหวัด', 'all'],
        ['อธิบดีกรมที่ดิน', 'one'],
      ],
    ],
    ['คณบดีคณะวิทยาศาสตร์และเทคโนโลยี มหาวิทยาลัยราชภัฏลำปาง', [['คณบดีคณะวิทยาศาสตร์และเทคโนโลยี มหาวิทยาลัยราชภัฏลำปาง', 'one']]],
    ['ผู้อำนวยการโรงเรียนในสังกัด (ตามบัญชีแนบท้าย)', [['ผู้อำนวยการโรงเรียนในสังกัด (ตามบัญชีแนบท้าย)', 'annex']]],
    ['ปลัดกระทรวงการพัฒนาสังคมและความมั่นคงของมนุษย์', [['ปลัดกระทรวงการพัฒนาสังคมและความมั่นคงของมนุษย์', 'one']]],
    [
      'นายกเทศมนตรีตำบลและนายกองค์การบริหารส่วนตำบล ทุกแห่ง',
      [
        ['นายกเทศมนตรีตำบล', 'all'],
        ['นายกองค์การบริหารส่วนตำบล ทุกแห่ง', 'all'],
      ],
    ],
  ])('%s', (text, expected) => expect(read(text)).toEqual(expected));

  it('mends a title with one form only and keeps what was printed beside it', () => {
    const { recipients, repaired } = readRecipients(
      [wholeLine(docLines(textPages('นายองคํการบริหารส่วนตำบลบัว'))[0]!)],
      false,
    );
    expect(repaired).toBe(true);
    expect(recipients[0]).toMatchObject({ text: 'นายกองค์การบริหารส่วนตำบลบัว', alternatives: [{ why: 'as printed' }] });
  });
});

describe('labelOf', () => {
  it.each([
    ['เรื่อง การประชุม', 'subject'],
    ['เรือง การประชุม', 'subject'],
    ['เรียน อธิบดี', 'to'],
    ['เรียนอธิบดีกรมที่ดิน', 'to'],
    ['ถึง อำเภอ', 'to'],
    ['สิงที่ส่งมาด้วย ๑.', 'enclosures'],
    ['อ้างถึง หนังสือ', 'references'],
    ['เรียนมาเพื่อทราบ', undefined],
    ['ถึงวันที่ ๕', undefined],
    ['เรื่องนี้ได้รับแจ้งแล้ว', undefined],
  ])('%s', (text, label) => expect(labelOf(text)?.label).toBe(label));
});

it.each([
  ['ที่ มท ๐๘๑๐.๗/ว ๕๒๔', 'มท 0810.7/ว 524'],
  ['ด่วนที่สุด ที่ มท ๐๘๑๐.๗/ว ๕๒๔', 'มท 0810.7/ว 524'],
  ['ที่ กท ๐๓๐๓/ ๒๑๘๗ วันที่ ๒๘ ธันวาคม ๒๕๖๓', 'กท 0303/2187'],
  ['ที่ สท ๐๐๒๓.๘/ว', null],
  ['ที่ประชุมมีมติ', undefined],
  ['โทร. ๐ ๒๖๒๒ ๐๙๖๐ มท. ๕๐๘๒๘', undefined],
])('a line %j opens a letter with %j', (text, normalized) => {
  expect(referenceLineOf(text)?.reference?.normalized).toBe(normalized);
});

it.each([
  ['ด่วนที่สุด', { speed: 'most-urgent', exact: true }],
  ['ด่วนมาก', { speed: 'very-urgent', exact: true }],
  ['ส่วนที่สุด', { speed: 'most-urgent', exact: false }],
  ['ด่วน', { speed: 'urgent', exact: true }],
  ['สายด่วน ๑๗๘๕', null],
  ['ทางด่วน', null],
])('%j is the speed %j', (text, speed) => expect(speedOf(text)).toEqual(speed));

it.each([
  ['สำนักงาน ก.ก. (กองพัฒนาระบบราชการ โทร. ๐ ๒๒๒๖ ๓๗๕๕)', 'สำนักงาน ก.ก.', 'กองพัฒนาระบบราชการ'],
  ['สำนักปลัดองค์การบริหารส่วนตำบล องค์การบริหารส่วนตำบลบัว โทร. ๐ ๕๔', 'องค์การบริหารส่วนตำบลบัว', 'สำนักปลัดองค์การบริหารส่วนตำบล'],
  ['กระทรวงมหาดไทย สำนักงานปลัดกระทรวงมหาดไทย โทร. ๐ ๒๖๒๒ ๐๙๖๐', 'กระทรวงมหาดไทย', null],
  ['มหาวิทยาลัยขอนแก่น สำนักงานอธิการบดี กองยุทธศาสตร์ โทร. ๔๒๑๐๕', 'มหาวิทยาลัยขอนแก่น', 'กองยุทธศาสตร์'],
  ['สำนักปลัด องค์การบริหารส่วนตำบลปัว อำเภอปัว จังหวัดน่าน', 'องค์การบริหารส่วนตำบลปัว', 'สำนักปลัด'],
  ['โรงพยาบาลน่าน กลุ่มงานเวชกรรมสังคม โทร. ๑๔๒๐', 'โรงพยาบาลน่าน', 'กลุ่มงานเวชกรรมสังคม'],
  ['โรงเรียนบ้านดอน อำเภอปัว จังหวัดน่าน', 'โรงเรียนบ้านดอน', null],
  ['การไฟฟ้าส่วนภูมิภาคสาขาปัว แผนกปฏิบัติการ โทร. ๑๒๓', 'การไฟฟ้าส่วนภูมิภาคสาขาปัว', 'แผนกปฏิบัติการ'],
  ['งานบริการการศึกษา คณะเกษตรศาสตร์ มหาวิทยาลัยขอนแก่น', 'มหาวิทยาลัยขอนแก่น', 'งานบริการการศึกษา'],
  ['ฝ่ายความมั่นคง ที่ทำการปกครองอำเภอปัว อำเภอปัว', 'อำเภอปัว', 'ฝ่ายความมั่นคง'],
  ['กองคลัง เทศบาลเมืองน่าน', 'เทศบาลเมืองน่าน', 'กองคลัง'],
])('%s', (value, organisation, unit) => expect(officeParts(value)).toEqual({ organisation, unit }));

it('findLinks takes addresses with and without a scheme, and no e-mail', () => {
  const text = 'ที่ awards.opdc.go.th และ (https://bizportal.go.th), www.dla.go.th หัวข้อ หรือ saraban@dla.go.th';
  expect(findLinks(text).map((link) => link.url)).toEqual([
    'awards.opdc.go.th',
    'https://bizportal.go.th',
    'www.dla.go.th',
  ]);
});

describe('codedLink', () => {
  it.each([
    'https://forms.gle/AbC123',
    'HTTPS://EXAMPLE.GO.TH/R/77',
    'http://example.go.th:8080/a?b=1&c=2#d',
    'www.dla.go.th/upload/doc.pdf',
    'https://หนังสือ.ไทย/ก',
  ])('takes %s as it stands', (text) => expect(codedLink(` ${text}\n`)).toBe(text));

  it.each([
    ['a script', 'javascript:alert(1)'],
    ['data', 'data:text/html,<script>alert(1)</script>'],
    ['a file', 'file:///etc/passwd'],
    ['a name in front of the host', 'https://www.example.go.th@example.com/'],
    ['a host without a dot', 'https://localhost/admin'],
    ['what shows as something else', 'https://example.go.th\ufffd/moc.elpmaxe'],
    ['text round it', 'สมัครที่ https://example.go.th'],
    ['two of them', 'https://a.example.com https://b.example.com'],
    ['more than an address is long', `https://example.go.th/${'a'.repeat(2000)}`],
    ['no address', 'WIFI:S:office;T:WPA;P:secret;;'],
    ['nothing', ''],
  ])('leaves %s as text', (_, text) => expect(codedLink(text)).toBeNull());
});

it('readLinks gives each link once, with its evidence: those printed, then those in codes', () => {
  const [page] = textPages('');
  const bbox: [number, number, number, number] = [0.8, 0.7, 0.9, 0.8];
  const code = (text: string) => ({ kind: 'qr' as const, bbox, text });
  const text = locatedText(
    docLines(textPages('ดูที่ www.example.go.th และ www.example.go.th')).map((line) => wholeLine(line)),
  );
  const url = 'https://example.go.th/r';
  const regions = [code(url), code('ติดต่อ กองคลัง'), code(url), { ...code(url), kind: 'stamp' as const }];
  expect(readLinks([text], [{ ...page!, number: 4, regions }])).toEqual({
    links: [
      { url: 'www.example.go.th', from: 'text' },
      { url, from: 'qr' },
    ],
    evidence: [
      { page: 1, bbox: null, text: 'www.example.go.th' },
      { page: 4, bbox, text: url },
    ],
  });
});
