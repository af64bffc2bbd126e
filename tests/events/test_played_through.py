"""A whole event: plan, invite, sign up, wishes, compute, cancel, compute again, check in, miss, close, follow up, report."""

import datetime
import uuid

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.models import AuditEntry, Notification
from events import actions  # noqa: F401
from events.actions import follow_up, meetings, plan, registrations, schedule
from events.enums import FOLLOW_UP_DAYS
from events.models import FollowUp, Meeting, MeetingSeat, ScheduleRun
from events.scheduling import check
from events.selectors.day import day_of
from matching.models import Match
from tests.factories.accounts import OrganizationFactory, member_of
from tests.factories.achievements import AchievementFactory
from tests.factories.demands import DemandFactory
from tests.factories.events import lay_out, participant

pytestmark = pytest.mark.django_db


def compute(event, officer, *, keep=False):
    run = schedule.request_run(event, by=officer, channel="portal", keep=keep)
    claimed = schedule.claim_run(run.pk)
    assert schedule.claim_run(run.pk) is None
    return schedule.run_claimed(claimed, seconds=1)


def test_one_officer_runs_a_whole_event():
    park = OrganizationFactory(kind="park")
    officer = member_of(park, "admin")
    begin = timezone.localtime().replace(hour=9, minute=0, second=0, microsecond=0) + datetime.timedelta(days=3)
    event = plan.create_event(
        organization=park, by=officer, channel="portal",
        values={"title": "轴承深度行", "type": "deep_dive", "starts_at": begin, "ends_at": begin.replace(hour=18)},
    )  # fmt: skip
    assert (event.capacity, event.tables.count(), event.slots.count()) == (200, 40, 22)
    plan.edit_event(event, by=officer, channel="portal", changes={"capacity": 24})
    event = plan.open_event(event, by=officer, channel="portal")

    firms = [member_of(OrganizationFactory(), "admin") for _ in range(14)]
    schools = [member_of(OrganizationFactory(kind="university"), "admin") for _ in range(10)]
    invited = registrations.invite(
        event, by=officer, channel="portal", people=[(user, {"matches": 1}) for user in firms[:5]]
    )
    assert len(invited) == 5
    rows = {user: registrations.sign_up(event, by=user, channel="portal", values={}) for user in [*firms, *schools]}
    late = registrations.sign_up(event, by=member_of(OrganizationFactory(), "admin"), channel="portal", values={})
    assert {row.status for row in rows.values()} == {"registered"}
    assert (late.status, late.position) == ("waitlisted", 1)

    # Everybody's demand fits the achievements of four institutions.
    supplies = [AchievementFactory(organization=user.organization) for user in schools]
    for i, user in enumerate(firms):
        demand = DemandFactory(organization=user.organization)
        for rank, j in enumerate((i, i + 1, i + 3, i + 6), start=1):
            Match.objects.create(
                demand=demand, achievement=supplies[j % 10], rank=rank, score=90 - 5 * rank, level=1, grade="A",
                model_version="t", demand_seq=1, achievement_seq=1,
            )  # fmt: skip
    event = plan.ask_for_wishes(event, by=officer, channel="portal")
    registrations.choose(rows[firms[0]], rows[schools[9]], by=firms[0], wish="must")
    registrations.choose(rows[schools[9]], rows[firms[0]], by=schools[9], wish="must")
    registrations.choose(rows[firms[1]], rows[schools[1]], by=firms[1], wish="no")
    event = plan.lock_wishes(event, by=officer, channel="portal")

    run = compute(event, officer)
    assert run.state == "done"
    assert run.result["musts"] == run.result["bound"]["musts"] == 1
    day = day_of(event)
    standing = list(event.meetings.filter(status="scheduled", slot__session__is_online=False))
    assert check(day.problem, day.placements_of(standing)) == []
    assert not Meeting.objects.filter(a=rows[firms[1]], b=rows[schools[1]]).exists()
    assert [rows[firms[1]].pk, rows[schools[1]].pk, "refused"] in run.unscheduled
    assert MeetingSeat.objects.count() == 2 * event.meetings.filter(status="scheduled").count()

    event = plan.propose_schedule(event, by=officer, channel="portal")
    published = {m.pk: (m.slot_id, m.table_id) for m in standing}
    gone = rows[firms[2]]
    registrations.cancel_registration(gone, by=firms[2], channel="portal")
    late.refresh_from_db()
    assert late.status == "registered"
    run = compute(event, officer, keep=True)
    assert run.result["moved"] == 0
    event.refresh_from_db()
    day = day_of(event)
    standing = list(event.meetings.filter(status="scheduled", slot__session__is_online=False))
    assert check(day.problem, day.placements_of(standing)) == []
    assert not any(gone.pk in (m.a_id, m.b_id) for m in standing)
    moved = [m.pk for m in standing if m.pk in published and published[m.pk] != (m.slot_id, m.table_id)]
    assert moved == []

    event = plan.finalize_schedule(event, by=officer, channel="portal")
    event = plan.start_event(event, by=officer, channel="portal")
    first = standing[0]
    scan = uuid.uuid4()
    at = timezone.now() - datetime.timedelta(hours=2)
    for _ in range(2):  # the phone sends it again after the network came back
        row, what = registrations.check_in(event, by=officer, badge=first.a.badge, client_id=scan, scanned_at=at)
    assert (what, row.status, row.checked_in_at) == ("again", "checked_in", at)
    assert event.scans.count() == 1
    assert registrations.check_in(event, by=officer, badge="x", client_id=uuid.uuid4(), scanned_at=at) == (
        None,
        "unknown",
    )

    with pytest.raises(ValidationError) as refused:
        meetings.close_meeting(
            first, by=officer, channel="portal", outcome="talk", next_step="", next_step_by="", next_step_due=None
        )
    assert set(refused.value.message_dict) == {"next_step", "next_step_by", "next_step_due"}
    first.refresh_from_db()
    assert first.status == "scheduled"
    for meeting in standing[:3]:
        meetings.close_meeting(
            meeting, by=officer, channel="portal", outcome="trial", next_step="寄送样品", next_step_by="张工",
            next_step_due=timezone.localdate(), note="好", side=meeting.a,
        )  # fmt: skip
    missed = meetings.miss_meeting(standing[3], by=officer, channel="portal", absent=standing[3].b)
    assert (missed.status, missed.seats.count(), missed.table_id) == ("no_show", 0, None)

    event = plan.finish_event(event, by=officer, channel="portal")
    assert FollowUp.objects.count() == 3 * len(FOLLOW_UP_DAYS)
    assert follow_up.start_clock(event) == 0
    soon = timezone.localtime(event.ends_at).date() + datetime.timedelta(days=30)
    assert (follow_up.ask_due(soon), follow_up.ask_due(soon)) == (6, 0)
    assert Notification.objects.filter(kind="follow_up_due").count() == 12
    question = FollowUp.objects.filter(days=7).first()
    follow_up.answer(question, by=officer, channel="portal", step="contract", note="已签约")
    event = plan.publish_report(event, by=officer, channel="portal")
    assert event.status == "reported"
    assert ScheduleRun.objects.filter(state="done").count() == 2
    verbs = set(AuditEntry.objects.values_list("verb", flat=True))
    assert {"create", "open", "invite", "sign_up", "cancel", "let_in", "schedule", "check_in", "close", "miss"} <= verbs


def test_those_without_a_common_time_meet_online():
    officer = member_of(OrganizationFactory(kind="park"), "admin")
    from tests.factories.events import EventFactory

    event = EventFactory(organization=officer.organization, status="locked", floor=0)
    lay_out(event, slots=1, tables=3, online=2)
    one, two = participant(event), participant(event)
    school = participant(event, "supply")
    for chooser in (one, two):
        chooser.preferences.create(other=school, wish="must")
    run = compute(event, officer)
    assert run.unscheduled == []
    assert run.result["meetings"] == 1
    assert run.result["online"] == 1
    assert sorted(event.meetings.values_list("slot__session__is_online", "table__number")) == [(False, 1), (True, None)]
    again = compute(event, officer)
    assert again.result["online"] == 1
    assert event.meetings.count() == 2
