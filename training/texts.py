"""Texts of the training lines: 60 % words and sentences, 40 % numerals, references, dates, phones, money, URLs.

Nothing of the letters that wian is measured on may come in here: prose is read from two published circulars only (`--prose`).
"""

import glob
import random
import re

from alphabet import CONSONANTS, LATIN, LOWER_VOWELS, MAITAIKHU, THANTHAKHAT, TONES, UPPER_VOWELS, clusters, normal, thai_digits

MONTHS = "มกราคม กุมภาพันธ์ มีนาคม เมษายน พฤษภาคม มิถุนายน กรกฎาคม สิงหาคม กันยายน ตุลาคม พฤศจิกายน ธันวาคม".split()
SHORT_MONTHS = "ม.ค. ก.พ. มี.ค. เม.ย. พ.ค. มิ.ย. ก.ค. ส.ค. ก.ย. ต.ค. พ.ย. ธ.ค.".split()
WEEKDAYS = "จันทร์ อังคาร พุธ พฤหัสบดี ศุกร์ เสาร์ อาทิตย์".split()
AGENCIES = (
    "มท นร กท พร นพ สธ ศธ กษ คค พณ ยธ รง วธ อก ทส กค กห กต พม ดศ อว นบ ชม ขก อด สข ภก ตร ลป สป ชร นม อบ กจ กบ กพ กส ฉช ชบ ชน ชย ชพ ตก "
    "นย นฐ นค ศก นศ นว นน บก บร ปท ปข ปจ ปน อย พย พง พท พล พบ พช มค มส มห ยล ยส รย รบ รน รอ ลบ ลย สน สก สส สต สพ สร สบ สห สฎ สท หน อจ อต อท อน"
).split()
PHRASES = (
    "สำนักงานปลัดกระทรวงมหาดไทย กรมบัญชีกลาง องค์การบริหารส่วนตำบล องค์การบริหารส่วนจังหวัด เทศบาลนคร เทศบาลเมือง เทศบาลตำบล ผู้ว่าราชการจังหวัด "
    "นายอำเภอ ปลัดกระทรวง อธิบดีกรม รองผู้ว่าราชการจังหวัด หนังสือสั่งการ สิ่งที่ส่งมาด้วย อ้างถึง เรื่อง เรียน ขอแสดงความนับถือ จึงเรียนมาเพื่อโปรดทราบ "
    "จึงเรียนมาเพื่อโปรดพิจารณา จึงเรียนมาเพื่อทราบและถือปฏิบัติ ถือปฏิบัติ ปฏิบัติราชการแทน รักษาราชการแทน โทรศัพท์ โทรสาร ภายในวันที่ ตั้งแต่วันที่ ถึงวันที่ ลงวันที่ "
    "ประจำปีงบประมาณ พ.ศ. จำนวน ฉบับ ชุด แผ่น บาท เป็นเงิน ระเบียบกระทรวงการคลัง พระราชบัญญัติ มาตรา ข้อ วรรคหนึ่ง ด่วนที่สุด ด่วนมาก ด่วน ลับ แบบตอบรับ "
    "กำหนดการ ห้องประชุม ชั้น อาคาร เวลา น. คณะกรรมการ อนุกรรมการ ดำเนินการ รายงานผล เบิกจ่าย จัดสรร เงินอุดหนุน ทั่วไป เฉพาะกิจ ประสานงาน ผู้ประสานงาน "
    "ไปรษณีย์อิเล็กทรอนิกส์ สารบรรณอิเล็กทรอนิกส์ ศาลากลางจังหวัด ถนน ที่ว่าการอำเภอ สำนักงานส่งเสริมการปกครองท้องถิ่นจังหวัด กรมส่งเสริมการปกครองท้องถิ่น กลุ่มงาน "
    "กอง ฝ่าย งานบริหารทั่วไป บันทึกข้อความ ส่วนราชการ ประกาศ คำสั่ง ตามที่ ด้วย ในการนี้ ทั้งนี้ นั้น ความละเอียดแจ้งแล้ว รายละเอียดปรากฏตามสิ่งที่ส่งมาด้วย "
    "ขอความร่วมมือ แจ้งเวียน ประชาสัมพันธ์ องค์กรปกครองส่วนท้องถิ่น ผู้บริหารท้องถิ่น นายกองค์การบริหารส่วนตำบล นายกเทศมนตรี ภายในกำหนด โดยเคร่งครัด โดยด่วน "
    "หากพ้นกำหนด ให้ถือว่า รางวัลเลิศรัฐ ก.พ.ร. โครงการ งบประมาณ การประชุม คอมพิวเตอร์ เว็บไซต์ วันที่ ที่ เลขที่ ครั้งที่ หน้า ลำดับ หมายเหตุ รวม สำเนาถูกต้อง "
    "สำเนาส่ง รับที่ เลขรับ เลขที่รับ ผู้รับ ลงชื่อ ตำแหน่ง (ลงชื่อ) หัวหน้าสำนักปลัด ท้องถิ่นจังหวัด ท้องถิ่นอำเภอ ก่อนวันที่ ไม่เกินวันที่ ภายใน วันทำการ"
).split()
STAMPS = "ด่วนที่สุด ด่วนมาก ด่วน ลับ ลับมาก ลับที่สุด สำเนา สำเนาถูกต้อง รับแล้ว เลขรับ วันที่ เวลา".split()
LATIN_WORDS = (
    "Online QR Code GECC Digital ID Facebook Line Webex Token Video Conference Google Form website Zoom Meeting e-mail PDF MOU ITA LPA OPDC Download Excel "
    "Username Password Application Thailand COVID Ms PMQA Open Data Government e-GP e-LAAS e-Plan Service Cloud Email Id Fax Tel Website"
).split()
SEPARATORS = (
    ["(", "“", '"', "- ", "• ", ": ", ", ", ") ", "” ", "/", "ฯลฯ ", "........ ", "‘", "’", "; ", "! ", "? ", "+", "= ", "% ", "& ", "# ", "_ ", "[", "]", "– "]
)
TITLES = ["นาย", "นาง", "นางสาว", "ว่าที่ร้อยตรี ", "ดร.", "พ.ต.อ. "]


class Texts:
    """A source of texts with a random state of its own: the same seed gives the same texts."""

    def __init__(self, shared: str, seed: int):
        self.random = random.Random(seed)
        prose = []
        for path in sorted(glob.glob(f"{shared}/seeds/00[23]_*.txt")):
            plain = re.sub(r"[*#|>]|\[[^\]]*\]|https?\S+", "", open(path, encoding="utf8").read())
            prose += [normal(p) for p in re.split(r"\n\s*\n", plain.replace("\r", ""))]
        self.prose = " ".join(p for p in prose if sum("ก" <= c <= "์" for c in p) > 15)
        dictionary = open("/usr/share/hunspell/th_TH.dic", encoding="utf8").read().split("\n")[1:]
        self.words = [w for w in (normal(line.split("/")[0].strip()) for line in dictionary) if 1 < len(w) < 18]
        self.places = []
        for name in ("subdistricts", "districts", "provinces", "departments"):
            for line in open(f"{shared}/domain/{name}.tsv", encoding="utf8"):
                cells = line.rstrip("\n").split("\t")[:6]
                self.places += [normal(c) for c in cells if len(c) > 1 and re.match("[ก-ฮเแโใไ]", c)]
        #: Parts of a line, each with its weight.
        self.parts = [
            (self.reference, 9), (self.date, 11), (self.phone, 4.5), (self.mail, 3), (self.url, 3), (self.latin, 3), (self.money, 4),
            (self.numbers, 9), (self.name, 3), (self.place, 8), (self.some_words, 10), (self.syllables, 7), (self.phrase, 20), (self.separator, 7),
        ]

    def choice(self, items):
        return self.random.choice(items)

    def chance(self, p: float) -> bool:
        return self.random.random() < p

    def between(self, low: int, high: int) -> int:
        return self.random.randint(low, high)

    def digits(self, count: int) -> str:
        return "".join(self.choice("0123456789") for _ in range(count))

    def number(self) -> str:
        return str(self.between(0, 10 ** self.between(1, 6)))

    def thai(self, text: str) -> str:
        """Thai digits, as most letters have them; sometimes Arabic ones."""
        return thai_digits(text) if self.chance(0.86) else text

    def year(self) -> str:
        return str(self.choice([self.between(2480, 2590), self.between(2550, 2575)]))

    def date(self) -> str:
        day, kind = str(self.between(1, 31)), self.random.random()
        if kind < 0.68:
            return self.thai(f"{day} {self.choice(MONTHS)} {self.choice(['', '', 'พ.ศ. '])}{self.year()}")
        if kind < 0.80:
            return self.thai(f"{day} {self.choice(SHORT_MONTHS)} {self.choice([self.year(), self.year()[2:]])}")
        if kind < 0.86:
            return self.thai(f"{day}/{self.between(1, 12)}/{self.year()}")
        if kind < 0.93:
            return self.thai(f"วัน{self.choice(WEEKDAYS)}ที่ {day} {self.choice(MONTHS)} {self.year()}")
        return self.thai(f"{self.choice(MONTHS)} {self.year()}")

    def reference(self) -> str:
        agency = self.choice(AGENCIES) if self.chance(0.8) else self.choice(CONSONANTS) + self.choice(CONSONANTS)
        code = self.digits(self.choice([3, 4, 4, 4, 4, 5]))
        code += "." + self.digits(self.choice([1, 1, 1, 2, 3])) if self.chance(0.6) else ""
        code += "." + self.digits(1) if self.chance(0.1) else ""
        circular = self.choice(["ว ", "ว ", "ว", "", "", "", "(กจ) ว "]) if self.chance(0.75) else ""
        head = self.choice(["ที่ ", "ที่ ", "ที่ ", "ที่  ", ""])
        return head + agency + self.choice([" ", " ", "  "]) + self.thai(f"{code}/{circular}{self.digits(self.between(1, 5))}")

    def phone(self) -> str:
        d = self.digits
        body = self.choice([
            f"0 {d(4)} {d(4)}", f"0-{d(4)}-{d(4)}", f"0{d(1)} {d(4)} {d(4)}", f"0{d(2)}-{d(3)}-{d(4)}", f"0-{d(4)}-{d(3)}", f"0 {d(4)} {d(4)} ต่อ {d(3)}",
            f"0-{d(4)}-{d(4)}-{d(1)} ต่อ {d(4)}", f"0{d(2)} {d(3)} {d(4)}",
        ])
        return self.choice(["โทร. ", "โทรศัพท์ ", "โทรสาร ", "โทร ", "โทรศัพท์/โทรสาร ", ""]) + self.thai(body)

    def letters(self) -> str:
        return "".join(self.choice("abcdefghijklmnopqrstuvwxyz") for _ in range(self.between(3, 10)))

    def mail(self) -> str:
        host = self.choice([self.letters(), "dla", "moi", "opdc", "saraban", "gmail", "nesdc"])
        tail = self.choice(["", self.digits(2), self.letters()])
        return self.letters() + self.choice(["", ".", "_", "-"]) + tail + "@" + host + self.choice([".go.th", ".mail.go.th", ".com", ".or.th", ".ac.th"])

    def url(self) -> str:
        path = self.choice(["", "/" + self.letters(), "/" + self.digits(4), f"/{self.letters()}/{self.letters()}{self.choice(['.html', '?id=' + self.digits(3), ''])}"])
        return self.choice(["www.", "https://", "http://", "https://www.", "bit.ly/"]) + self.letters() + self.choice([".go.th", ".com", ".or.th", ".org"]) + path

    def latin(self) -> str:
        if self.chance(0.5):
            return " ".join(self.choice(LATIN_WORDS) for _ in range(self.between(1, 4)))
        word = self.letters()
        code = "".join(self.choice(LATIN + "0123456789") for _ in range(self.between(4, 9)))
        return self.choice([word, word.upper(), word.capitalize(), word.capitalize() + " " + self.letters(), code])

    def money(self) -> str:
        amount = self.between(1, 10 ** self.between(3, 9))
        return self.thai(f"{amount:,}" + self.choice([".-", ".00", "", " ", "." + self.digits(2)])) + self.choice([" บาท", "", " บาทถ้วน"])

    def clock(self) -> str:
        hour, minute = self.between(0, 23), self.choice(["00", "30", self.digits(2)])
        return self.thai(f"{hour:02d}{self.choice(['.', '.', ':'])}{minute} น.")

    def numbers(self) -> str:
        d, b = self.digits, self.between
        one = lambda: self.thai(self.choice([
            self.number() + self.choice(["", ".", "/", "-", "%", ",", ")"]), f"{b(0, 99)}.{d(b(1, 2))}", self.clock(), f"({b(1, 20)})",
            f"{b(1, 12)}.{b(1, 9)}.{b(1, 9)}", d(b(1, 7)), f"{b(1, 99)} - {b(1, 99)}", f"- {b(1, 40)} -", f"ข้อ {b(1, 99)}", f"/{b(2, 9)}. ",
        ]))
        return " ".join(one() for _ in range(b(2, 6)))

    def name(self) -> str:
        some = lambda: self.choice(self.words) + self.choice(["", self.choice(self.words)])
        return self.choice(["(", "", ""]) + self.choice(TITLES) + some() + " " + some() + self.choice([")", ""])

    def place(self) -> str:
        return self.choice(self.places) + self.choice(["", " ", self.choice(self.places)])

    def some_words(self) -> str:
        return "".join(self.choice(self.words) for _ in range(self.between(1, 4)))

    def syllables(self) -> str:
        """Syllables that no word has: the network shall read what stands there, not what is likely."""
        return "".join(self._syllable() for _ in range(self.between(1, 4)))

    def _syllable(self) -> str:
        kind = self.random.random()
        out = (self.choice("เแโใไ") if self.chance(0.2) else "") + self.choice(CONSONANTS) + (self.choice("รลว") if self.chance(0.15) else "")
        if kind < 0.4:
            out += self.choice(UPPER_VOWELS)
        elif kind < 0.6:
            out += self.choice(LOWER_VOWELS)
        elif kind < 0.66:
            return out + MAITAIKHU + self.choice(CONSONANTS)
        elif kind < 0.76:
            return out + self.choice(["", "\u0e34", "\u0e38"]) + THANTHAKHAT
        if self.chance(0.45):
            out += self.choice(TONES if self.chance(0.4) else "\u0e48\u0e49")
        out += self.choice(["", "", "า", "ะ", "ำ"]) if kind >= 0.6 else ""
        return out + (self.choice(CONSONANTS) if self.chance(0.5) else "")

    def phrase(self) -> str:
        return self.choice(PHRASES) + self.choice(["", " ", self.thai(self.number()), " " + self.thai(self.number()), " ๆ ", "ฯ "])

    def separator(self) -> str:
        return self.choice(SEPARATORS)

    def line(self, length: int) -> str:
        """A text of at most `length` clusters."""
        if self.prose and self.chance(0.28):
            start = self.random.randrange(len(self.prose) - length * 4)
            text = self.prose[start : start + length * 3]
            text = thai_digits(text) if self.chance(0.85) else text
            if self.chance(0.3):
                text = text.replace(" ", " " + self.choice([self.date(), self.number(), self.thai(self.number()), self.reference()]) + " ", 1)
        else:
            text, makers, weights = "", [p for p, _ in self.parts], [w for _, w in self.parts]
            while len(clusters(text)) < length * 1.3:
                text += self.random.choices(makers, weights)[0]() + self.choice([" ", " ", "", " "])
        parts = clusters(normal(text).strip())
        if len(parts) > length:
            start = self.random.randrange(max(1, min(len(parts) - length, 8))) if self.chance(0.5) else 0
            parts = parts[start : start + length]
        return "".join(parts).strip()

    def by_hand(self) -> list[tuple[str, str]]:
        """A line whose number or day came later: parts with their style, `print`, `hand` or `machine` (a numbering machine)."""
        mixed = lambda count: (thai_digits if self.chance(0.75) else str)(self.digits(count))
        style, kind = ("hand" if self.chance(0.75) else "machine"), self.random.random()
        number = (lambda n: self.digits(n)) if style == "machine" else mixed
        if kind < 0.45:
            return [(self.reference().split("/")[0] + "/", "print"), (self.choice(["ว ", "ว", "", "ว "]) + number(self.between(1, 5)), style)]
        if kind < 0.75:
            day = str(self.between(1, 31))
            day = day if style == "machine" or self.chance(0.25) else thai_digits(day)
            return [(day, style), ("  " + self.choice(MONTHS) + " " + self.thai(self.year()), "print")]
        if kind < 0.92:
            label = self.choice(["เลขที่รับ", "เลขรับ", "รับที่", "วันที่", "เวลา", "ที่", "เลขที่"]) + self.choice(["", "..", "....", " "])
            short_date = f"{self.digits(self.between(1, 2))} {self.choice(SHORT_MONTHS)} {self.digits(2)}"
            return [(label, "print"), (self.choice([number(self.between(2, 5)), f"{self.digits(2)}.{self.digits(2)}", short_date]), style)]
        return [(number(self.between(1, 6)), style)]
