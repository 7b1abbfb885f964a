"""Which pieces could have been written by so few people that they tell who wrote them."""

from typing import Any

from coordinator.newsletters.models import Article
from coordinator.newsletters.selection.queries import sites_by_article
from coordinator.reports.models import Note, Report, ReportAuthor
from coordinator.spaces import redaction
from coordinator.spaces.models import Membership, Site
from coordinator.spaces.queries import SMALL, members_of, sites_of


def written_by_few(space_id: int, bylines: list[tuple[Article, str]]) -> list[Article]:
    """The pieces, each given with its by-line as it is printed, that fewer than five people could have written.

    Nobody is a member of a site. One belongs to it, as far as is stored, who is an active member of the space and
    wrote a note about that site, or a report about it, alone or with others; what was taken back does not count.
    A piece is found where its by-line names a site (whatever the accents and the case), or where it is meant for
    one site only, and fewer than five belong there. In a space of fewer than five, none is found: no pen name hides
    anybody there, and the space was told so.
    """
    if len(members_of(space_id)) < SMALL:
        return []
    sites = sites_of(space_id, with_closed=True)
    meant = sites_by_article(article for article, _byline in bylines)
    few: dict[int, bool] = {}
    return [
        article
        for article, byline in bylines
        if any(_has_few(site, few) for site in _told_by(sites, byline, meant.get(article.id, set())))
    ]


def _told_by(sites: list[Site], byline: str, meant: set[int]) -> list[Site]:
    """The sites that a by-line names, and the one that a piece is meant for, where it is only one."""
    named = set(redaction.names_in(byline, [(site.name, "") for site in sites]))
    return [site for site in sites if site.name in named or meant == {site.id}]


def _has_few(site: Site, known: dict[int, bool]) -> bool:
    if site.id not in known:
        known[site.id] = _belonging(site).count() < SMALL
    return known[site.id]


def _belonging(site: Site) -> Any:
    """The active members who wrote a note or a report about a site."""
    noted = Note.select(Note.author).where((Note.site == site.id) & Note.deleted_on.is_null())
    reports = Report.select(Report.id).where((Report.site == site.id) & Report.deleted_on.is_null())
    reported = ReportAuthor.select(ReportAuthor.membership).where(ReportAuthor.report.in_(reports))
    wrote = Membership.id.in_(noted) | Membership.id.in_(reported)
    return Membership.select().where((Membership.space == site.space_id) & Membership.is_active & wrote)
