import { Alert, Button } from '@mantine/core';
import { useState } from 'react';
import { Link, useParams } from 'wouter';
import { type CheckedField, type LetterAnswer, letterAnswer } from '../../../schemas/check.js';
import { SECRECY_LABEL } from '../../domain/labels.js';
import { useGet } from '../api.js';
import { hasRole, useSession } from '../session.js';
import { ErrorNotice } from '../ui/error-notice.js';
import { dateTime, thai } from '../ui/format.js';
import { Loading } from '../ui/loading.js';
import { PageHead } from '../ui/page-head.js';
import { Bundle, DeadlineDays, History, Links, Relations } from './about-letter.js';
import classes from './check.module.css';
import { Exchange } from './exchange.js';
import { PagePicture } from './page-picture.js';
import { SureFields } from './sure-fields.js';
import { checkPath, FIELD_LABEL, KIND_LABEL, letterApi, refText } from './words.js';

/** A letter to be read: the same page as ตรวจ, without anything to set. */
export default function ReadLetter() {
  const { receipt, ordinal } = useParams<{ receipt: string; ordinal: string }>();
  const path = letterApi({ receipt: Number(receipt), ordinal: Number(ordinal) });
  const answer = useGet(letterAnswer, path);
  if (answer.isPending) return <Loading />;
  if (answer.isError) return <ErrorNotice error={answer.error} retry={answer.refetch} />;
  return <Read key={path} answer={answer.data} />;
}

function Read({ answer }: { answer: LetterAnswer }) {
  const { ref, confirmed, letter } = answer;
  const session = useSession();
  const [active, setActive] = useState<CheckedField | null>(null);
  const [page, setPage] = useState(ref.pages[0]);
  const lit = answer.fields.find(({ field }) => field === active)?.evidence ?? [];
  const focus = (field: CheckedField) => {
    if (field === active) return;
    setActive(field);
    const there = answer.fields.find((one) => one.field === field)?.evidence[0]?.page;
    if (there !== undefined) setPage(there);
  };
  return (
    <>
      <PageHead
        title={refText(ref)}
        actions={
          answer.mayEdit &&
          ref.kind !== 'attachment' &&
          hasRole(session, 'clerk') && (
            <Button component={Link} href={checkPath(ref)} variant="default">
              ตรวจและแก้ไข
            </Button>
          )
        }
      >
        {ref.subject ?? KIND_LABEL[ref.kind]}
      </PageHead>
      {answer.veiled && (
        <Alert color="orange" mb="sm">
          หนังสือชั้นความลับ{letter.secrecy && ` (${SECRECY_LABEL[letter.secrecy]})`} แสดงเฉพาะเลขที่และวันที่
          เปิดอ่านได้เฉพาะผู้ที่ได้รับมอบหมาย
        </Alert>
      )}
      <div className={classes.columns}>
        <div className={classes.aside}>
          <PagePicture
            receipt={ref.receipt}
            pages={answer.pages}
            lit={lit}
            name={active ? FIELD_LABEL[active] : ''}
            page={page}
            onPage={setPage}
          />
        </div>
        <div>
          {!answer.veiled && (
            <Alert color={confirmed ? 'green' : 'navy'} mb="sm">
              {confirmed
                ? `ผู้ตรวจยืนยันแล้ว: ${confirmed.by} ${dateTime(confirmed.at)}`
                : 'ค่าที่แสดงอ่านโดยระบบ ยังไม่มีผู้ยืนยัน โปรดเทียบกับภาพก่อนใช้'}
            </Alert>
          )}
          <SureFields
            confirmedAt={answer.confirmed?.at}
            fields={answer.fields}
            letter={letter}
            draft={null}
            onActive={focus}
          />
          <DeadlineDays answer={answer} />
          <Relations answer={answer} />
          <Bundle answer={answer} edit={false} />
          <History answer={answer} />
          <Exchange answer={answer} />
          <Links answer={answer} />
          <p className="print-only">หน้า {thai(page)}</p>
        </div>
      </div>
    </>
  );
}
