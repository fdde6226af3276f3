"""Texts for the records of the tests: plain, long, hostile."""

REPORT = {
    "kind": "report",
    "to": ["Dana Whitlock, CEO"],
    "date": "2026-11-02",
    "reference": "",
    "salutation": "",
    "summary": "A parent shouted at a teacher at the front gate and raised a fist.",
    "sections": [
        {
            "heading": "What happened",
            "paragraphs": ["He came to the front gate at 08:05.\n\nHe left when a second colleague came."],
            "rows": [["Where", "Front gate"], ["Police", "Called 08:25"]],
            "entries": [["08:05", "He came to the gate."], ["08:19", "The incident was logged."]],
        }
    ],
    "sign_off": ["Ruth Adeyemi", "Headteacher", "Hillside Primary"],
    "confidentiality": "Confidential: for those named above.",
    "enclosures": [],
}

LETTER = {
    **REPORT,
    "kind": "letter",
    "to": ["Mr Darren Farrow", "14 Mill Lane", "Middleton"],
    "salutation": "Dear Mr Farrow",
    "enclosures": ["How to complain"],
}

HOSTILE_NAMES = (
    "Łukasz Wójcik-Żółć",
    "Nguyễn Thị Phương Thảo",
    "محمد عبد الله الخالدي",
    "יעקב בן־דוד",
    "प्रिया शर्मा",
    "Мария Иванова",
    "😀 👍🏽 ❤️ ✅",
    "x" * 300,
)

HOSTILE_TEXTS = (
    "<script>alert(1)</script>",
    "<img src=file:///etc/passwd>",
    "{{ 7|add:7 }} {% load x %} {# gone #}",
    "&amp; &lt;b&gt;",
    "</p></main><h1>Another title</h1>",
)

HOSTILE = {
    **REPORT,
    "to": list(HOSTILE_NAMES),
    "summary": "\n\n".join(HOSTILE_TEXTS),
    "sections": [
        {
            "heading": HOSTILE_TEXTS[0],
            "paragraphs": [*HOSTILE_TEXTS],
            "rows": [[name, text] for name in HOSTILE_NAMES for text in HOSTILE_TEXTS],
            "entries": [[text, name] for name in HOSTILE_NAMES for text in HOSTILE_TEXTS],
        }
    ],
    "sign_off": [*HOSTILE_TEXTS],
    "confidentiality": HOSTILE_TEXTS[0],
    "enclosures": [*HOSTILE_TEXTS],
}
