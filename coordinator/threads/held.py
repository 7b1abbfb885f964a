"""What a person's posts add to the list of what is held about them."""

from coordinator.accounts.inventory import Held, register
from coordinator.language import _
from coordinator.spaces.models import memberships_of
from coordinator.threads.models import Guest, Post


@register
def _posts(account_id: int) -> list[Held]:
    posts = Post.select().where(Post.author.in_(memberships_of(account_id))).count()
    guest = Guest.select().where(Guest.account == account_id).count()
    return [
        Held(str(_("Posts that you wrote")), str(posts), str(_("until you take them back, or as long as the thread"))),
        Held(str(_("Threads that you are a guest of")), str(guest), str(_("until you close your account"))),
    ]
