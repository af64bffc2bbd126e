"""Challenges and proposals: every move × status, roles, votes, promises kept."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.models import AuditEntry, Notification
from deals.actions import challenge as actions
from deals.actions import proposal as proposals
from deals.actions.moving import NotPossible
from deals.enums.challenge import CHALLENGE_MOVES, HANDED_IN, PROPOSAL_MOVES, ChallengeStatus, ProposalStatus
from deals.models import Challenge, Proposal, Vote
from demands.models import DemandExclusion
from integration.exceptions import EditConflict, IllegalMove
from integration.models import Change
from tests.factories.accounts import OrganizationFactory, member_of, person
from tests.factories.demands import DemandFactory
from tests.factories.trading import ChallengeFactory, ProposalFactory, days, reviewer_of

pytestmark = pytest.mark.django_db
RUN = {
    "announce": lambda row, by: actions.announce(row, by=by, channel="portal"),
    "close": lambda row, by: actions.close(row, by=by, channel="portal"),
    "nominate": lambda row, by: actions.nominate(
        row, by=by, channel="portal", proposal=row.winner or ProposalFactory(challenge=row, status="shortlisted")
    ),
    "object": lambda row, by: actions.object_(row, by=by, channel="portal", reason="评审成员应回避"),
    "award": lambda row, by: actions.award(row, by=by, channel="portal"),
    "finish": lambda row, by: actions.finish(row, by=by, channel="portal"),
    "fail": lambda row, by: actions.fail(row, by=by, channel="portal", note="均未达到指标"),
    "cancel": lambda row, by: actions.cancel(row, by=by, channel="portal", note="项目取消"),
}


def challenge(status="open", **values):
    row = ChallengeFactory(
        status=status if status not in {"publicity", "awarded", "finished"} else "reviewing", **values
    )
    if status in {"publicity", "awarded", "finished"}:
        winner = ProposalFactory(challenge=row, status="nominated" if status == "publicity" else "awarded")
        Challenge.objects.filter(pk=row.pk).update(status=status, winner=winner, publicity_until=days(-1))
        row.refresh_from_db()
    return row


@pytest.mark.parametrize("status", ChallengeStatus.values)
@pytest.mark.parametrize("verb", CHALLENGE_MOVES)
def test_every_move_from_every_status(verb, status):
    row = challenge(status)
    by = member_of(row.organization, "admin")
    allowed, target = CHALLENGE_MOVES[verb]
    if status in allowed:
        assert RUN[verb](row, by).status == target
        return
    with pytest.raises(IllegalMove):
        RUN[verb](row, by)
    row.refresh_from_db()
    assert row.status == status
    assert not AuditEntry.objects.exists()
    assert not Notification.objects.exists()
    assert not Change.objects.exists()


@pytest.mark.parametrize("status", ProposalStatus.values)
@pytest.mark.parametrize("verb", PROPOSAL_MOVES)
def test_every_move_of_a_proposal_from_every_status(verb, status):
    state = "open" if verb in {"submit", "withdraw"} else "reviewing"
    row = ProposalFactory(challenge=challenge(state), status=status)
    by = member_of(row.organization if state == "open" else row.challenge.organization, "admin")
    allowed, target = PROPOSAL_MOVES[verb]
    extra = {"decline": {"reason": "price", "feedback": "报价高于悬赏"}}.get(verb, {})
    if status in allowed:
        assert getattr(proposals, verb)(row, by=by, channel="portal", **extra).status == target
        return
    before = (row.status, row.reason, row.feedback)
    with pytest.raises(IllegalMove):
        getattr(proposals, verb)(row, by=by, channel="portal", **extra)
    row.refresh_from_db()
    assert (row.status, row.reason, row.feedback) == before
    assert not AuditEntry.objects.exists()
    assert not Notification.objects.exists()


def test_who_may_do_what():
    row = challenge("reviewing")
    doors = ["stranger", "viewer", "sme", "institution", "manager", "reviewer", "official", "admin"]
    everybody = {door: person(door) for door in doors}
    everybody |= {"owner": member_of(row.organization), "owner_viewer": member_of(row.organization, "viewer")}
    everybody |= {
        "lead": reviewer_of(row, person("institution")),
        "commenter": reviewer_of(row, person("institution"), "commenter"),
    }
    verbs = [
        "change",
        "announce",
        "cancel",
        "appoint",
        "close",
        "nominate",
        "object",
        "award",
        "finish",
        "fail",
        "decide",
    ]
    names = [f"{verb}_challenge" for verb in verbs] + ["vote_challenge", "read_proposals"]
    may = {d: {n for n in names if u.has_perm(f"deals.{n}", row)} for d, u in everybody.items()}
    decide = {f"{verb}_challenge" for verb in verbs[4:]}
    assert may == {door: set() for door in everybody} | {
        "owner": {f"{verb}_challenge" for verb in verbs} | {"read_proposals"}, "owner_viewer": {"read_proposals"},
        "lead": decide | {"vote_challenge", "read_proposals"}, "commenter": {"vote_challenge", "read_proposals"},
        "admin": set(names),
    }  # fmt: skip


def test_a_proposal_is_seen_by_its_author_and_once_handed_in_by_the_review():
    row = challenge("reviewing")
    rows = [ProposalFactory(challenge=row, status=status) for status in ("draft", "submitted", "declined", "withdrawn")]
    everybody = {door: person(door) for door in ("stranger", "sme", "institution", "reviewer", "official", "admin")}
    everybody |= {"owner": member_of(row.organization, "viewer"), "commenter": reviewer_of(row, person("sme"), "commenter"),
                  "solver": member_of(rows[0].organization, "viewer")}  # fmt: skip
    seen = {}
    for door, user in everybody.items():
        found = set(Proposal.objects.visible_to(user).values_list("pk", flat=True))
        assert found == {r.pk for r in rows if user.has_perm("deals.view_proposal", r)}, door
        seen[door] = {r.status for r in rows if r.pk in found}
    handed_in = {"submitted", "declined"}
    assert handed_in <= set(HANDED_IN)
    assert seen == {"stranger": set(), "sme": set(), "institution": set(), "reviewer": set(), "official": set(),
                    "admin": {r.status for r in rows}, "owner": handed_in, "commenter": handed_in, "solver": {"draft"}}  # fmt: skip


def test_announcing_needs_a_published_demand_of_a_verified_firm_and_a_day_ahead():
    for row in (
        ChallengeFactory(status="draft", demand=DemandFactory(status="draft", published_at=None)),
        ChallengeFactory(
            status="draft", demand=DemandFactory(organization=OrganizationFactory(verification="pending"))
        ),
        ChallengeFactory(status="draft", deadline=days(-1)),
    ):
        with pytest.raises(NotPossible):
            actions.announce(row, by=member_of(row.organization), channel="portal")
        row.refresh_from_db()
        assert row.status == "draft"
    assert not Change.objects.exists()


def test_an_open_challenge_keeps_its_terms_but_its_deadline_may_move_later():
    row = challenge()
    by = member_of(row.organization)
    for changes in ({"bounty": 1}, {"deadline": days(5)}):
        with pytest.raises(NotPossible):
            actions.edit(row, by=by, channel="portal", changes=changes)
    assert actions.edit(row, by=by, channel="portal", changes={"deadline": days(30)}).deadline == days(30)


def test_a_draft_is_saved_as_one_types_and_needs_everything_only_when_handed_in():
    row = challenge()
    solver = member_of(OrganizationFactory(kind="university"), "editor")
    draft = proposals.start(row, by=solver, channel="portal")
    assert proposals.start(row, by=solver, channel="portal").pk == draft.pk
    saved = proposals.save(draft, by=solver, channel="portal", changes={"title": "膜法"}, expected_version=1)
    assert (saved.title, saved.version) == ("膜法", 2)
    with pytest.raises(EditConflict):
        proposals.save(draft, by=solver, channel="portal", changes={"title": "旧"}, expected_version=1)
    with pytest.raises(ValidationError) as refused:
        proposals.save(draft, by=solver, channel="portal", changes={"approach": "字" * 1501})
    assert set(refused.value.error_dict) == {"approach"}
    with pytest.raises(ValidationError) as refused:
        proposals.submit(draft, by=solver, channel="portal")
    assert set(refused.value.error_dict) == {"approach", "evidence", "plan", "price", "months"}
    draft.refresh_from_db()
    assert (draft.status, draft.title) == ("draft", "膜法")


def test_who_may_not_propose():
    row = challenge()
    shut_out = member_of(OrganizationFactory(kind="university"))
    DemandExclusion.objects.create(demand=row.demand, organization=shut_out.organization)
    for user in (member_of(row.organization), shut_out):
        with pytest.raises(NotPossible):
            proposals.start(row, by=user, channel="portal")
    unverified = ProposalFactory(
        challenge=row, status="draft", organization=OrganizationFactory(verification="pending")
    )
    with pytest.raises(NotPossible):
        proposals.submit(unverified, by=member_of(unverified.organization), channel="portal")
    late = ProposalFactory(challenge=challenge(deadline=days(-1)), status="draft")
    with pytest.raises(NotPossible):
        proposals.submit(late, by=member_of(late.organization), channel="portal")
    assert Proposal.objects.exclude(status="draft").count() == 0


def test_votes_are_for_reviewers_with_two_sentences_and_stay_inside():
    row = ProposalFactory(challenge=challenge("reviewing"))
    reader = reviewer_of(row.challenge, person("institution"), "commenter")
    words = {"choice": "advance", "strength": "数据完整", "doubt": "规模偏小"}
    vote = proposals.vote(row, by=reader, channel="portal", **words)
    proposals.vote(row, by=reader, channel="portal", **words | {"choice": "unsure"})
    vote.refresh_from_db()
    assert (Vote.objects.count(), vote.choice) == (1, "unsure")
    with pytest.raises(ValidationError):
        proposals.vote(row, by=reader, channel="portal", **words | {"doubt": ""})
    with pytest.raises(NotPossible):
        proposals.vote(row, by=member_of(row.challenge.organization), channel="portal", **words)
    colleague = reviewer_of(row.challenge, member_of(row.organization))
    with pytest.raises(NotPossible):
        proposals.vote(row, by=colleague, channel="portal", **words)
    assert Vote.objects.count() == 1
    assert not Notification.objects.exists()


def test_nobody_reviews_where_his_own_house_proposes():
    row = ProposalFactory(challenge=challenge("reviewing"))
    with pytest.raises(NotPossible):
        actions.appoint(row.challenge, by=None, channel="portal", user=member_of(row.organization), role="lead")
    assert not row.challenge.reviewers.exists()


def test_a_decision_before_the_deadline_is_refused():
    row = ProposalFactory(challenge=challenge("open"))
    with pytest.raises(NotPossible):
        proposals.shortlist(row, by=None, channel="portal")
    row.refresh_from_db()
    assert row.status == "submitted"


def test_the_award_waits_for_the_notice_and_for_everybodys_answer():
    row = challenge("reviewing")
    by = member_of(row.organization)
    best, other = (ProposalFactory(challenge=row) for _ in range(2))
    solver = member_of(other.organization)
    proposals.shortlist(best, by=by, channel="portal")
    actions.nominate(row, by=by, channel="portal", proposal=best)
    with pytest.raises(NotPossible):
        actions.award(row, by=by, channel="portal")
    Challenge.objects.update(publicity_until=days(-1))
    with pytest.raises(NotPossible):
        actions.award(row, by=by, channel="portal")
    proposals.decline(other, by=by, channel="portal", reason="price", feedback="报价高于悬赏")
    awarded = actions.award(row, by=by, channel="portal")
    best.refresh_from_db()
    assert (awarded.status, awarded.winner, best.status) == ("awarded", best, "awarded")
    assert awarded.feedback_given_at is not None
    deal = awarded.deal
    assert (deal.origin, deal.amount_total, deal.demand) == ("challenge", best.price, row.demand)
    assert {(party.organization, party.role) for party in deal.parties.all()} == {
        (row.organization, "need"), (best.organization, "supply"),
    }  # fmt: skip
    assert [(each.test, each.amount) for each in deal.milestones.all()] == [(row.acceptance_test, best.price)]
    assert Notification.objects.filter(user=solver, kind="proposal_moved").count() == 1


def test_an_objection_puts_the_named_one_back():
    row = challenge("publicity")
    named = row.winner
    actions.object_(row, by=member_of(row.organization), channel="portal", reason="评审成员应回避")
    named.refresh_from_db()
    row.refresh_from_db()
    assert (row.status, row.winner, named.status) == ("reviewing", None, "shortlisted")


def test_the_calendar_closes_once_and_reminds_once_a_day():
    row = challenge(deadline=days(-1), feedback_due=days(2))
    solver = member_of(ProposalFactory(challenge=row).organization)
    owner = member_of(row.organization)
    assert (actions.close_due(), actions.close_due()) == (1, 0)
    assert (actions.remind_of_feedback(), actions.remind_of_feedback()) == (1, 0)
    kinds = sorted(Notification.objects.filter(user=owner).values_list("kind", flat=True))
    assert kinds == ["challenge_closed", "challenge_feedback_due"]
    assert list(Notification.objects.filter(user=solver).values_list("kind", flat=True)) == ["challenge_closed"]
    tomorrow = timezone.localdate() + datetime.timedelta(1)
    assert actions.remind_of_feedback(today=tomorrow) == 1
    Proposal.objects.update(status="declined", reason="price")
    assert actions.remind_of_feedback(today=tomorrow + datetime.timedelta(1)) == 0
