import { Anchor, Text } from '@mantine/core';
import { Link, Redirect, useLocation, useSearch } from 'wouter';
import { pages } from '../pages.js';
import { PageHead } from '../ui/page-head.js';

export function NotFound() {
  return (
    <>
      <PageHead title="ไม่พบหน้านี้" />
      <Text>
        ที่อยู่นี้ไม่มีหน้าใด อาจพิมพ์ผิดหรือหน้านั้นย้ายไปแล้ว{' '}
        <Anchor component={Link} href="/" underline="always">
          กลับไปหน้าแรก
        </Anchor>
      </Text>
    </>
  );
}

export function NotYours() {
  return (
    <>
      <PageHead title="หน้านี้ไม่เปิดให้บทบาทของท่าน" />
      <Text>ถ้าต้องใช้หน้านี้ โปรดขอให้ผู้ดูแลระบบของหน่วยงานเพิ่มบทบาท หรือเลือกหน่วยงานอื่นที่มุมบน</Text>
    </>
  );
}

/** Leads to the page where people sign in, and back from there to where they were (`next`). */
export function SignedOut() {
  const [location] = useLocation();
  const search = useSearch();
  const to = pages.find(({ path }) => path === '/sign-in');
  if (to) return <Redirect to={`/sign-in?next=${encodeURIComponent(location + (search && `?${search}`))}`} replace />;
  return (
    <main>
      <PageHead title="ต้องเข้าสู่ระบบ" />
      <Text>ยังไม่ได้เข้าสู่ระบบ</Text>
    </main>
  );
}
