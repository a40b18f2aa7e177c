/** Why a message of the alerts did not go, or cannot be changed: a part of the catalogue of `errors.ts`. */
export const MESSAGE_ERRORS = {
  'message.unknown': {
    status: 502,
    final: false,
    th: 'ไม่ทราบว่าข้อความส่งถึงหรือไม่ เพราะการส่งขาดตอน',
    en: 'The sending broke off: nobody knows whether the message went.',
  },
  'message.spent': {
    status: 429,
    final: false,
    th: 'ช่องทางนี้ส่งข้อความครบจำนวนแล้ว หรือยังไม่ได้เปิดใช้',
    en: 'This way takes no more messages for now, or is not set up.',
  },
  'message.left': {
    status: 410,
    final: true,
    th: 'ผู้รับไม่ได้อยู่ในหน่วยงานนี้แล้ว หรือเลิกใช้ปลายทางนี้แล้ว',
    en: 'Who it is for no longer belongs to the organisation, or the address was taken away.',
  },
  'message.no_address': {
    status: 422,
    final: true,
    th: 'ผู้รับไม่มีที่อยู่ที่ยืนยันแล้ว',
    en: 'Who it is for has no address that they have shown to be theirs.',
  },
  'message.in_application': {
    status: 410,
    final: true,
    th: 'ผู้รับเลือกดูการแจ้งเตือนในระบบเท่านั้น',
    en: 'Who it is for has chosen to be told in the application alone.',
  },
  'message.unwritten': { status: 500, final: true, th: 'เขียนข้อความไม่ได้', en: 'The message could not be written.' },
  'message.settled': {
    status: 409,
    final: true,
    th: 'ข้อความนี้มีผลแล้ว หรือกำลังส่งอยู่',
    en: 'The message is settled, or on its way.',
  },
} as const;
