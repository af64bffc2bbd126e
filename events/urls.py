"""Addresses of the events' pages."""

from django.urls import path

from events.views import live, participant, public, workspace

app_name = "events"
_DESK = "workspace/events/<str:no>"
urlpatterns = [
    path("events/", public.library, name="list"),
    path("events/month/", public.month, name="month"),
    path("events/calendar.ics", public.feed, name="feed"),
    path("events/agenda/<str:token>.ics", public.personal_calendar, name="personal-calendar"),
    path("events/highlights/<int:year>/", public.highlights, name="highlights"),
    path("events/highlights/<int:year>/<int:quarter>/", public.highlights, name="highlights-quarter"),
    path("events/meetings/<int:pk>/", participant.meeting, name="meeting"),
    path("events/meetings/<int:pk>/accept/", participant.accept, name="meeting-accept"),
    path("events/meetings/<int:pk>/decline/", participant.decline, name="meeting-decline"),
    path("events/meetings/<int:pk>/cancel/", participant.cancel, name="meeting-cancel"),
    path("events/follow-ups/<int:pk>/", participant.answer_follow_up, name="follow-up"),
    path("events/<str:no>/", public.detail, name="detail"),
    path("events/<str:no>/calendar.ics", public.event_calendar, name="calendar"),
    path("events/<str:no>/sign-up/", participant.sign_up, name="sign-up"),
    path("events/<str:no>/leave/", participant.leave, name="leave"),
    path("events/<str:no>/wishes/", participant.wishes, name="wishes"),
    path("events/<str:no>/ask/<int:pk>/", participant.ask, name="ask"),
    path("events/<str:no>/agenda/", participant.agenda, name="agenda"),
    path("events/<str:no>/agenda.<str:format>", participant.agenda_file, name="agenda-file"),
    path("events/<str:no>/report/", public.report, name="report"),
    path("events/<str:no>/report.<str:format>", public.report_file, name="report-file"),
    path("events/<str:no>/report/<str:name>/", public.report_rows, name="report-rows"),
    path("workspace/events/", workspace.mine, name="mine"),
    path("workspace/events/new/", workspace.create, name="create"),
    path(f"{_DESK}/", workspace.desk, name="desk"),
    path(f"{_DESK}/edit/", workspace.edit, name="edit"),
    path(f"{_DESK}/move/<str:verb>/", workspace.move, name="move"),
    path(f"{_DESK}/layout/", workspace.layout, name="layout"),
    path(f"{_DESK}/programme/", workspace.agenda_items, name="agenda-items"),
    path(f"{_DESK}/invitations/", workspace.invitations, name="invitations"),
    path(f"{_DESK}/invitations/remind/", workspace.remind, name="remind"),
    path(f"{_DESK}/participants/", workspace.participants, name="participants"),
    path(f"{_DESK}/participants/export/<str:format>/", workspace.participants_file, name="participants-file"),
    path(f"{_DESK}/badges.pdf", workspace.badges, name="badges"),
    path(f"{_DESK}/meetings/", workspace.timetable, name="timetable"),
    path(f"{_DESK}/meetings/compute/", workspace.compute, name="compute"),
    path(f"{_DESK}/meetings/<int:pk>/miss/", live.miss, name="miss"),
    path(f"{_DESK}/live/", live.live, name="live"),
    path(f"{_DESK}/live/slot-in/", live.slot_in, name="slot-in"),
    path(f"{_DESK}/check-in/", live.check_in, name="check-in"),
    path(f"{_DESK}/check-in/scans/", live.scans, name="scans"),
    path(f"{_DESK}/check-in/walk-in/", live.walk_in, name="walk-in"),
]
