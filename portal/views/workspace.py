from django.http import HttpRequest, HttpResponse


def workspace(request: HttpRequest) -> HttpResponse:
    return HttpResponse("")
