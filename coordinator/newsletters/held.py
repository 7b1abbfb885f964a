"""What a person's articles add to the list of what is held about them."""

from coordinator.accounts.inventory import Held, register
from coordinator.language import _
from coordinator.newsletters.claims.models import Claim
from coordinator.newsletters.marks.models import ArticleRemark
from coordinator.newsletters.models import Article
from coordinator.spaces.models import memberships_of


@register
def _articles(account_id: int) -> list[Held]:
    count = Article.select().where(Article.author.in_(memberships_of(account_id))).count()
    kept = str(_("until you take them back, or as long as the newsletter"))
    claims = Claim.select().where(Claim.author.in_(memberships_of(account_id))).count()
    remarks = ArticleRemark.select().where(ArticleRemark.author.in_(memberships_of(account_id))).count()
    return [
        Held(str(_("Pieces that you handed in to a newsletter")), str(count), kept),
        Held(str(_("What you wrote down that management says")), str(claims), kept),
        Held(str(_("Remarks of yours on pieces")), str(remarks), str(_("as long as the piece"))),
    ]
