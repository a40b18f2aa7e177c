import { PageHead } from '../ui/page-head.js';

/** รับหนังสือเข้า. */
export default function UploadPage() {
  return <PageHead title="รับหนังสือเข้า" />;
}
