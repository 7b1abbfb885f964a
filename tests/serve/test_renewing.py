"""A stored text that an older markup door let through is harmless after the next start."""

from cast import Cast

from coordinator import markup
from coordinator.access import Audience
from coordinator.config import Settings
from coordinator.newsletters.actions import articles
from coordinator.newsletters.models import Article
from coordinator.reports import actions as reports
from coordinator.reports.models import Note
from coordinator.serve.renewing import renew
from coordinator.spaces.models import NameToTakeOut
from coordinator.threads import actions as threads
from coordinator.threads.models import Post

PAYLOAD = "<p>Words</p><script>alert(1)</script>"


def test_what_an_older_version_rendered_is_rendered_again_from_its_source(
    both_engines: str, cast: Cast, settings: Settings
) -> None:
    heron, boston = cast.heron.reader, cast.boston
    reports.write_note(heron, boston.id, "A *note*.")
    threads.open_thread(heron, boston.id, "A question", "A *post*.")
    articles.submit_article(heron, boston.id, articles.Draft("A heading", "An *article*."))
    for model in (Note, Post, Article):
        model.update(body_html=PAYLOAD, body_version=0).execute()
    Post.update(quoted_html=PAYLOAD).execute()
    assert renew(settings) == ["3 texts rendered again"]
    for model, words in ((Note, "note"), (Post, "post"), (Article, "article")):
        row = model.get()
        assert (f"<em>{words}</em>" in row.body_html, row.body_version) == (True, markup.VERSION)
    assert "script" not in Post.get().quoted_html
    assert renew(settings) == []


def test_names_that_were_taken_out_stay_out_when_a_post_is_rendered_again(cast: Cast, settings: Settings) -> None:
    NameToTakeOut.create(space=cast.boston, name="Maria", replacement="a coworker")
    threads.open_thread(cast.heron.reader, cast.boston.id, "A question", "Maria said so.", Audience.NETWORK)
    Post.update(body_html=PAYLOAD, body_version=0).execute()
    renew(settings)
    assert "Maria" not in Post.get().body_html
