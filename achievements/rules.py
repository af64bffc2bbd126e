"""What may be done with achievements. ``view_achievement`` says for one row what ``visible_to`` says for all."""

from typing import Any

import rules

from accounts.enums import Role
from achievements.enums import LicenceStatus, Status
from integration.enums import Visibility
from integration.rules import is_administrator, is_author, is_own, is_own_writer, is_reviewer, is_writer


@rules.predicate
def is_published_for(user: Any, achievement: Any) -> bool:
    """Published, and meant for this reader: everybody, or signed-in organizations."""
    if achievement is None or achievement.status != Status.PUBLISHED:
        return False
    if achievement.visibility == Visibility.PUBLIC:
        return True
    return achievement.visibility == Visibility.MEMBERS and user.is_authenticated and bool(user.membership)


@rules.predicate
def has_left_the_draft(user: Any, achievement: Any) -> bool:
    return achievement is not None and achievement.status != Status.DRAFT


@rules.predicate
def is_published_in_his_region(user: Any, achievement: Any) -> bool:
    """For officials."""
    if achievement is None or achievement.status != Status.PUBLISHED or not user.is_authenticated:
        return False
    return user.is_official and (achievement.region_id or "").startswith(user.region_prefix)


rules.add_perm(
    "achievements.view_achievement",
    is_published_for | is_own | (is_reviewer & has_left_the_draft) | is_published_in_his_region | is_administrator,
)
rules.add_perm("achievements.add_achievement", is_writer)
for verb in ("change", "submit", "withdraw", "archive", "confirm"):
    rules.add_perm(f"achievements.{verb}_achievement", is_own_writer)
for verb in ("publish", "return", "review"):
    rules.add_perm(f"achievements.{verb}_achievement", is_reviewer & has_left_the_draft & ~is_author)
#: The review desk as a whole.
rules.add_perm("achievements.curate", is_reviewer)
#: The author's side of a review: note and history.
may_see_review = is_own | is_reviewer | is_administrator
rules.add_perm("achievements.see_review_achievement", may_see_review)


# --- open licences --------------------------------------------------------------------------------------------------
@rules.predicate
def is_offered_to(user: Any, licence: Any) -> bool:
    """Published, together with an achievement that this reader sees."""
    return bool(
        licence is not None
        and licence.status == LicenceStatus.PUBLISHED
        and is_published_for.test(user, licence.achievement)
    )


@rules.predicate
def has_been_submitted(user: Any, licence: Any) -> bool:
    inside = {LicenceStatus.DRAFT, LicenceStatus.IN_APPROVAL, LicenceStatus.APPROVED}
    return licence is not None and licence.status not in inside


@rules.predicate
def approves_for_the_owner(user: Any, licence: Any) -> bool:
    """An administrator of the organization binds it."""
    return user.is_authenticated and user.role == Role.ADMIN


rules.add_perm(
    "achievements.view_openlicence",
    is_offered_to | is_own | (is_reviewer & has_been_submitted) | is_administrator,
)
rules.add_perm("achievements.add_openlicence", is_own_writer)
for verb in ("change", "hand_in", "recall", "submit", "withdraw"):
    rules.add_perm(f"achievements.{verb}_openlicence", is_own_writer)
rules.add_perm("achievements.approve_openlicence", is_own & approves_for_the_owner)
for verb in ("publish", "return"):
    rules.add_perm(f"achievements.{verb}_openlicence", is_reviewer & has_been_submitted & ~is_author & ~is_own)
