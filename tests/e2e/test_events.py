"""An event in the browser: the organiser's way, a firm's sign-up on a phone, the door without network."""

import datetime

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from events.actions import schedule
from events.models import Event, Meeting, Registration, ScheduleRun
from tests.factories.accounts import OrganizationFactory, member_of, person
from tests.factories.demands import DemandFactory
from tests.factories.events import EventFactory, lay_out, participant

pytestmark = pytest.mark.browser


def test_an_officer_plans_computes_and_publishes(visit):
    officer = member_of(OrganizationFactory(kind="park"), "admin")
    page = visit(officer)
    page.goto("/workspace/events/")
    page.locator("main").get_by_role("link", name="Plan an event").first.click()
    day = timezone.localtime() + datetime.timedelta(days=5)
    page.get_by_label("title", exact=False).first.fill("轴承产业对接会")
    page.locator("[name=starts_at]").fill(f"{day:%Y-%m-%d}T09:00")
    page.locator("[name=ends_at]").fill(f"{day:%Y-%m-%d}T18:00")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("h1")).to_have_text("轴承产业对接会")
    page.get_by_role("button", name="Publish and open the sign-up").click()
    page.get_by_role("button", name="Ask for wishes").click()
    event = Event.objects.get()
    assert (event.status, event.tables.count()) == ("preferences", 40)
    firm, school = participant(event), participant(event, "supply")
    firm.preferences.create(other=school, wish="must")
    page.get_by_role("button", name="Close the wishes").click()
    page.get_by_role("link", name="Meetings", exact=True).click()
    page.get_by_role("button", name="Compute the schedule").click()
    expect(page.locator("#run")).to_contain_text("Waiting for a worker")
    run = ScheduleRun.objects.get()
    schedule.run_claimed(schedule.claim_run(run.pk), seconds=1)
    expect(page.locator("#run")).to_contain_text("meetings in the halls")
    page.get_by_role("link", name="Show the meetings").click()
    expect(page.locator("tbody tr")).to_have_count(1)
    page.get_by_role("link", name="Overview").click()
    page.get_by_role("button", name="Show the provisional schedule").click()
    page.get_by_role("button", name="Make the schedule final").click()
    page.locator("#confirm [data-confirm-ok]").click()
    expect(page.locator(".phases .now")).to_have_text("final schedule")
    assert Meeting.objects.get().status == "scheduled"


def test_a_firm_signs_up_on_its_phone_and_names_whom_it_must_meet(visit):
    firm = person("sme")
    demand = DemandFactory(organization=firm.organization)
    event = EventFactory()
    lay_out(event)
    school = participant(event, "supply")
    page = visit(firm, width=390)
    page.goto("/events/")
    page.get_by_role("link", name=event.title).click()
    page.locator("main").get_by_role("link", name="Take part").click()
    page.get_by_label(demand.title, exact=False).check()
    page.get_by_role("button", name="Take part").click()
    page.get_by_role("link", name="Say whom you want to meet").click()
    card = page.locator(f"#wish-{school.pk}")
    card.get_by_role("button", name="must meet").click()
    expect(card.get_by_role("button", name="must meet")).to_have_attribute("aria-pressed", "true")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    row = Registration.objects.get(user=firm)
    assert list(row.demands.all()) == [demand]
    assert row.preferences.get().wish == "must"


def test_the_door_keeps_its_scans_while_there_is_no_network(visit):
    officer = member_of(OrganizationFactory(kind="park"), "admin")
    event = EventFactory(organization=officer.organization, status="live")
    first, second = participant(event), participant(event, "supply")
    page = visit(officer, width=390)
    page.goto(f"/workspace/events/{event.no}/check-in/")
    page.context.set_offline(True)
    page.locator("[data-scan]").fill(f"https://example.org/check-in/?badge={first.badge}")
    page.locator("[data-scan-form] button").click()
    page.locator(f"[data-badge='{second.badge}'] button").click()
    expect(page.locator("[data-queued]")).to_have_text("2")
    expect(page.locator("[data-arrived]")).to_have_text("2")
    assert event.scans.count() == 0
    page.context.set_offline(False)
    expect(page.locator("[data-queue]")).to_be_hidden()
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.status, second.status, event.scans.count()) == ("checked_in", "checked_in", 2)
    page.reload()
    expect(page.locator("[data-arrived]")).to_have_text("2")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_the_pages_have_no_axe_violation(visit):
    from tests.e2e.test_axe import violations

    officer = member_of(OrganizationFactory(kind="park"), "admin")
    event = EventFactory(organization=officer.organization, status="locked", floor=0)
    lay_out(event)
    firm, school = participant(event), participant(event, "supply")
    firm.preferences.create(other=school, wish="must")
    run = schedule.request_run(event, by=officer, channel="portal", keep=False)
    schedule.run_claimed(schedule.claim_run(run.pk), seconds=1)
    Event.objects.filter(pk=event.pk).update(status="live")
    desk = [f"/workspace/events/{event.no}/{part}" for part in
            ("", "layout/", "participants/", "meetings/", "live/", "check-in/")]  # fmt: skip
    walks = [
        (None, ["/events/", "/events/month/", f"/events/{event.no}/", "/events/highlights/2026/"]),
        (firm.user, [f"/events/{event.no}/{part}" for part in ("sign-up/", "wishes/", "agenda/")]),
        (officer, [*desk, f"/events/{event.no}/report/", "/workspace/events/new/", Meeting.objects.get().get_absolute_url()]),
    ]  # fmt: skip
    found = {}
    for user, addresses in walks:
        page = visit(user)
        for address in addresses:
            page.goto(address)
            expect(page.locator("main h1")).to_have_count(1)
            for width in (1440, 390):
                page.set_viewport_size({"width": width, "height": 900})
                if bad := violations(page):
                    found[address, width] = bad
                if page.evaluate("document.documentElement.scrollWidth") > width:
                    found[address, width] = "scrolls sideways"
        page.context.close()
    assert not found, "\n".join(f"{where}: {what}" for where, what in found.items())
