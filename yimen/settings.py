"""All settings, in one file; what an official may change is a dated policy in the database, never here.

Read from the environment: DATA (folder for database, keys and files; default `var`), DATABASE_URL
(PostgreSQL; absent: SQLite in DATA), YIMEN_HOSTS (names the server answers to, divided by commas),
YIMEN_HTTPS=1 (served behind TLS), YIMEN_PROXIES (how many proxies of ours stand before the server; 0),
YIMEN_BACKUP_DIR (where backups lie; default `backups` in DATA), YIMEN_MESSAGES_URL and
YIMEN_MESSAGES_TOKEN (the gateway for messages to phones; absent: none are sent).
"""

try:
    import pysqlite3
except ImportError:  # no wheel for this machine: the system's SQLite serves, see `_journal_mode`
    pass
else:
    # Before anything imports sqlite3: the one that Python was built with often has the bug that harms a WAL
    # (see `_journal_mode`), and Django knows no other way to be given a newer one.
    import sys

    sys.modules["sqlite3"] = pysqlite3
    sys.modules["sqlite3.dbapi2"] = pysqlite3.dbapi2

import os
import sqlite3
from datetime import timedelta
from pathlib import Path
from typing import Any

import structlog
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.db.models import Field
from django.forms.models import BaseModelForm

# The stubs know fields and model forms as generic, Django at run time does not: so that one may write
# `class KeyField(models.UUIDField[UUID, UUID])`.
for _plain in (Field, BaseModelForm):
    if not hasattr(_plain, "__class_getitem__"):
        setattr(_plain, "__class_getitem__", classmethod(lambda cls, *_: cls))  # noqa: B010  # mypy sees through it

BASE_DIR = Path(__file__).resolve().parent.parent
DATA = Path(os.environ.get("DATA") or BASE_DIR / "var").resolve()
KEYS_DIR = DATA / "keys"  # never in a backup
FILES_DIR = DATA / "files"
CACHE_DIR = DATA / "cache"
# Another disk or a share: a backup on the disk that broke is none.
BACKUP_DIR = Path(os.environ.get("YIMEN_BACKUP_DIR") or DATA / "backups").resolve()
DEMO_FILE = DATA / "demo.json"
# How people reach this installation: goes into the QR of every paper.
PUBLIC_URL = os.environ.get("YIMEN_PUBLIC_URL", "http://127.0.0.1:8000").rstrip("/")
# The gateway for messages to people's phones (docs/how-to/messages.md).
MESSAGES_URL = os.environ.get("YIMEN_MESSAGES_URL", "").strip()
MESSAGES_TOKEN = os.environ.get("YIMEN_MESSAGES_TOKEN", "").strip()
if not MESSAGES_TOKEN.isascii() or not MESSAGES_TOKEN.isprintable():
    raise ImproperlyConfigured("YIMEN_MESSAGES_TOKEN must be printable ASCII: it goes into a header.")
if MESSAGES_URL and not MESSAGES_URL.startswith(("https://", "http://")):
    raise ImproperlyConfigured("YIMEN_MESSAGES_URL must begin with https:// or http://, or be absent for no messages.")
NODE_MODULES = BASE_DIR / "node_modules"

# Django refuses to sign anything with an empty key, so a command that needs none runs without.
_key_file = KEYS_DIR / "django.key"
SECRET_KEY = _key_file.read_text("ascii").strip() if _key_file.is_file() else ""

DEBUG = False
HTTPS = os.environ.get("YIMEN_HTTPS") == "1"
PROXIES = int(os.environ.get("YIMEN_PROXIES") or 0)  # else all the world has the proxy's address
EVENTS_PORT = int(os.environ.get("YIMEN_EVENTS_PORT") or 0)
ALLOWED_HOSTS = [
    "localhost",
    "127.0.0.1",
    "[::1]",
    *filter(None, os.environ.get("YIMEN_HOSTS", "").split(",")),
]
ROOT_URLCONF = "yimen.urls"
WSGI_APPLICATION = "yimen.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "yimen.journal",
    "yimen.office",
    "yimen.catalogue",
    "yimen.papers",
    "yimen.registry",
    "yimen.tickets",
    "yimen.cases",
    "yimen.voice",
    "yimen.exchange",
    "yimen.safekeeping",
    "yimen.faces.shared",
    "yimen.faces.counter",
    "yimen.faces.desk",
    "yimen.faces.lead",
    "yimen.faces.portal",
    "yimen.faces.manage",
    "yimen.faces.api",
    "yimen.faces.kiosk",
    "yimen.faces.board",
    "yimen.faces.pad",
    "yimen.demonstration",
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "axes",
    "csp",
]

MIDDLEWARE = [
    "yimen.faces.shared.addresses.behind_proxies",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
    "yimen.faces.shared.signing.awake",
    "yimen.faces.shared.refusals.Refusals",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "yimen.faces.shared.surroundings.surroundings",
            ],
            # As a builtin, so that {% partialdef %} needs no {% load %}; an app of it imports Django's admin.
            "builtins": ["template_partials.templatetags.partials"],
            "loaders": [
                (
                    "template_partials.loader.Loader",
                    [
                        (
                            "django.template.loaders.cached.Loader",
                            ["django.template.loaders.app_directories.Loader"],
                        )
                    ],
                )
            ],
        },
    }
]


# --- The database -------------------------------------------------------------------------------------------


def _journal_mode(version: tuple[int, int, int]) -> str:
    """WAL where the bug that can damage such a database is mended (3.44.6, 3.50.7, 3.51.3), else DELETE."""
    mended = (3, 44, 6) <= version < (3, 45, 0) or (3, 50, 7) <= version < (3, 51, 0) or version >= (3, 51, 3)
    return "WAL" if mended else "DELETE"


SQLITE_JOURNAL_MODE = _journal_mode(sqlite3.sqlite_version_info)


def _sqlite(data: Path) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(data / "yimen.sqlite3"),
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "timeout": 20,  # seconds a writer waits for another
            # Takes the write lock at once: a transaction that begins by reading cannot wait, only fail.
            "transaction_mode": "IMMEDIATE",
            # FULL: with NORMAL a power cut loses work that was already answered for.
            "init_command": (
                f"PRAGMA journal_mode={SQLITE_JOURNAL_MODE};PRAGMA synchronous=FULL;PRAGMA foreign_keys=ON;"
                # else INSERT OR REPLACE would slip past the triggers that guard the journal
                "PRAGMA recursive_triggers=ON"
            ),
        },
        "TEST": {"NAME": str(data / "test.sqlite3")},
    }


def _postgresql(url: str) -> dict[str, Any]:
    """Settings for any URL that libpq reads, sockets (`?host=/path`) and several hosts included."""
    from psycopg.conninfo import conninfo_to_dict

    parts = conninfo_to_dict(url)
    return {
        "ENGINE": "yimen.journal.postgresql",  # Django's own, with cheaper beginnings and ends of turns
        "NAME": parts.pop("dbname", "yimen"),
        "USER": parts.pop("user", ""),
        "PASSWORD": parts.pop("password", ""),
        "HOST": parts.pop("host", ""),
        "PORT": str(parts.pop("port", "")),
        "CONN_MAX_AGE": None,
        "OPTIONS": {"server_side_binding": True, "prepare_threshold": 2, **parts},
    }


def _database(url: str, data: Path) -> dict[str, Any]:
    if not url:
        return _sqlite(data)
    if url.startswith(("postgres://", "postgresql://")):
        return _postgresql(url)
    raise ImproperlyConfigured("DATABASE_URL must begin with postgresql://, or be absent for SQLite in DATA.")


DATABASES = {"default": _database(os.environ.get("DATABASE_URL", ""), DATA)}


# Shared by the processes that serve pages: what one has counted, the others know (`faces.portal.attempts`).
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": CACHE_DIR,
        "OPTIONS": {"MAX_ENTRIES": 10_000, "CULL_FREQUENCY": 10},
    }
}


# --- Who signs in -------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "office.Staff"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
LOGIN_URL = "/sign-in/"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/sign-in/"
SESSION_COOKIE_AGE = 12 * 60 * 60  # a working day; the next one begins with a sign-in
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_SAMESITE = "Lax"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]  # else one office behind one address locks itself out
AXES_RESET_ON_SUCCESS = True
AXES_DISABLE_ACCESS_LOG = True
AXES_VERBOSE = False  # it would log user names
AXES_ENABLE_ADMIN = False
AXES_LOCKOUT_TEMPLATE = "shared/locked.html"


# --- What a browser is told ---------------------------------------------------------------------------------

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_NUMBER_FIELDS = (
    4_000  # the page of an item: 200 rows with up to 15 fields; Django's 1,000 would lose them
)
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
if HTTPS:
    SECURE_SSL_REDIRECT = True
    SECURE_HSTS_SECONDS = 31_536_000
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")


# --- Language, time, assets ---------------------------------------------------------------------------------

LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
USE_I18N = True

STATIC_URL = "/static/"
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "yimen.faces.shared.assets.NodeModulesFinder",
]
WHITENOISE_USE_FINDERS = True  # served from where they lie: no collectstatic before a start
WHITENOISE_AUTOREFRESH = False


# --- Logs: one JSON line an event, to standard output, never personal data ----------------------------------


def _without_values(_logger: Any, _name: str, event: Any) -> Any:
    """Keep of an exception its type and places: messages and rows in them may name a person."""
    info = event.pop("exc_info", None)
    if isinstance(info, tuple) and info[0] is not None:
        event["error"] = info[0].__name__
        event["at"] = _places(info[2])
    return event


def _places(trace: Any) -> list[str]:
    places = []
    while trace is not None:
        code = trace.tb_frame.f_code
        places.append(f"{code.co_filename}:{trace.tb_lineno} {code.co_name}")
        trace = trace.tb_next
    return places


def _without_addresses(_logger: Any, _name: str, event: Any) -> Any:
    """Django logs `Not Found: /progress/TOKEN/`; who reads the log must not be able to open the page."""
    record = event.get("_record")
    if record is not None and record.name.startswith("django.") and ": " in str(event.get("event", "")):
        event["event"] = str(event["event"]).split(": ", 1)[0]
    return event


_LOG_CHAIN: list[Any] = [
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True, key="recorded_at"),
]
structlog.configure(
    processors=[*_LOG_CHAIN, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
    logger_factory=structlog.stdlib.LoggerFactory(),
    cache_logger_on_first_use=True,
)
LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "json": {
            "()": structlog.stdlib.ProcessorFormatter,
            "foreign_pre_chain": _LOG_CHAIN,
            "processors": [
                _without_values,
                _without_addresses,
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.JSONRenderer(ensure_ascii=False),
            ],
        }
    },
    "handlers": {"out": {"class": "logging.StreamHandler", "stream": "ext://sys.stdout", "formatter": "json"}},
    "root": {"handlers": ["out"], "level": "INFO"},
    "loggers": {
        "django": {"handlers": [], "level": "INFO", "propagate": True},
        "django.request": {"level": "ERROR"},
        "django.server": {"handlers": [], "level": "ERROR"},
        "axes": {"level": "ERROR"},
    },
}
