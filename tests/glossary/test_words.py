"""Words on the page: the list, the widget beside it, and one term alone."""

import re
from unittest import mock

import pytest

from lessons_lib.glossary.terms import Term, taught_in
from lessons_lib.glossary.words import definitions, term, words
from lessons_lib.markup import to_html, to_inline
from lessons_lib.publish.prose import Prose

SHARP = Term("a-b", "<a> & b", (), 'It "is" <b>.', ())


def published(shown):
    with mock.patch("IPython.display.publish_display_data") as publish:
        shown._ipython_display_()
    return [call.args[0] for call in publish.call_args_list]


def test_a_term_shows_its_meaning_as_html_and_as_words():
    assert term("sham")._repr_html_().startswith('<p class="lesson-term"><dfn>sham</dfn>: A fake')
    assert repr(term("sham")).startswith("sham: A fake")


def test_a_term_is_found_by_another_form():
    assert term("pronates").term.id == "pronation"


def test_an_unknown_term_is_a_lookup_error():
    with pytest.raises(LookupError, match="Did you mean"):
        term("pronotion")


def test_every_word_of_the_list_stands_at_the_place_where_its_links_lead():
    found = re.findall(r'<dt id="term-([^"]+)">([^<]*)</dt><dd>([^<]*)</dd>', definitions(taught_in("01")))
    assert [id for id, *_ in found] == [term.id for term in taught_in("01")]


def test_text_is_text_and_never_markup():
    assert '<dt id="term-a-b">&lt;a&gt; &amp; b</dt><dd>It &quot;is&quot; &lt;b&gt;.</dd>' in definitions([SHARP])


def test_the_list_comes_first_and_the_widget_after_it():
    listed, view = published(words("01"))
    assert listed["text/html"].startswith('<style data-lesson="words">')
    assert "pelvis: The ring of bone" in listed["text/plain"]
    assert view["text/plain"] == "words('01')"
    assert "application/vnd.jupyter.widget-view+json" in view


def test_the_widget_carries_plain_words_by_anchor():
    meanings = words("01").meanings
    assert meanings["term-pelvis"] == ["pelvis", next(t.plain for t in taught_in("01") if t.id == "pelvis")]
    assert len(meanings) == len(taught_in("01"))


def test_a_lesson_without_words_is_told():
    with pytest.raises(LookupError, match="lessons have two digits"):
        words("77")


@pytest.mark.parametrize("turn", [to_inline, to_html, lambda text: Prose().to_html(text)], ids=["line", "text", "cell"])
def test_a_link_to_a_word_passes_through_questions_cards_and_prose(turn):
    assert re.search(r'<a href="#term-pelvis"[^>]*>the pelvis</a>', turn("So [the pelvis](#term-pelvis) tips."))
