"""The Celery application; queues and limits are in the settings."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "matchplatform.settings")

app = Celery("matchplatform")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
