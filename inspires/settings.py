"""Every setting, read from the environment; the table stands in docs/environment.md."""

from pathlib import Path
from typing import Any

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from kernel import embedded_postgres

env = environ.Env()
BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(env.str("VAR_DIR", default=str(BASE_DIR / "var")))

# --- Demonstration or real -------------------------------------------------------------------------------------------
# The demonstration trust exists only on the embedded database or where DEMO=1 says so; it binds loopback only.
EMBEDDED = not env.str("DATABASE_URL", default="")
DEMO = env.bool("DEMO", default=EMBEDDED)
DEMO_PASSWORD = env.str("DEMO_PASSWORD", default="inspires-demo")
DEBUG = False

LOOPBACK = ["127.0.0.1", "localhost", "[::1]"]
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=LOOPBACK if DEMO else [])
if DEMO and not set(ALLOWED_HOSTS) <= {*LOOPBACK, "testserver"}:
    raise ImproperlyConfigured("The demonstration answers on loopback only: remove ALLOWED_HOSTS or set DEMO=0.")
if EMBEDDED and not DEMO:
    raise ImproperlyConfigured("Set DATABASE_URL: the embedded database is for the demonstration only.")
BASE_URL = env.str("BASE_URL", default=f"http://127.0.0.1:{env.int('PORT', default=8000)}" if DEMO else "").rstrip("/")
if not BASE_URL:
    raise ImproperlyConfigured("Set BASE_URL, for example https://casework.example: links in e-mails begin with it.")


def secret_key() -> str:
    """Read SECRET_KEY; a demonstration reads the key that set-up generated into var/. There is no default."""
    kept = VAR_DIR / "secret_key"
    if key := env.str("SECRET_KEY", default=""):
        return key
    if DEMO and kept.exists():
        return kept.read_text().strip()
    raise ImproperlyConfigured("Set SECRET_KEY to a long random text (script/bootstrap generates one for trying out).")


SECRET_KEY = secret_key()

# --- What is installed -----------------------------------------------------------------------------------------------
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "csp",
    "django_htmx",
    "guardian",
    "pgtrigger",
    "procrastinate.contrib.django",
    "kernel",
    "accounts",
    "audit",
    "schools",
    "cases",
    "notices",
    "records",
    "incidents",
    "suspensions",
    "pupils",
    "meetings",
    "complaints",
    "socialmedia",
    "packs",
    "desk",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "kernel.middleware.NulMiddleware",
    "kernel.middleware.OnceAPageMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "cases.middleware.KeepTypedMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "cases.middleware.ReachMiddleware",
    "cases.middleware.DeskSessionMiddleware",
    "kernel.middleware.SessionClockMiddleware",
    "kernel.middleware.NoStoreMiddleware",
    "kernel.middleware.NotOpenedMiddleware",
    "kernel.middleware.RefusalMiddleware",
]
ROOT_URLCONF = "inspires.urls"
WSGI_APPLICATION = "inspires.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["kernel.templatetags.ui", "django.templatetags.static"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "schools.context.page",
                "cases.context.page",
            ],
        },
    }
]
FORM_RENDERER = "kernel.forms.Renderer"

# --- Database --------------------------------------------------------------------------------------------------------
# Two roles: the owner migrates, the web role serves and cannot rewrite history. Commands that need the owner are
# started with MIGRATION_DATABASE_URL in DATABASE_URL's place by `OWNER=1`.
TIMEOUTS = "-c idle_in_transaction_session_timeout=60000 -c lock_timeout=10000 -c statement_timeout=30000"


def database() -> dict[str, Any]:
    """Settings of the one database: the web role's, or the owner's where a command asks for it by OWNER=1."""
    as_owner = env.bool("OWNER", default=False)
    if EMBEDDED:
        url = embedded_postgres.url("main", owner=as_owner)
    else:
        url = env.str("DATABASE_URL")
        if as_owner:
            url = env.str("MIGRATION_DATABASE_URL", default=url)
    settings = environ.Env.db_url_config(url)
    settings["ENGINE"] = "django.db.backends.postgresql"
    settings["CONN_HEALTH_CHECKS"] = True
    settings["OPTIONS"] = {
        **settings.get("OPTIONS", {}),
        "options": "" if as_owner else TIMEOUTS,
        "application_name": "inspires",
    }
    if pool := env.int("DATABASE_POOL", default=0):
        settings["OPTIONS"]["pool"] = {"min_size": 1, "max_size": pool, "timeout": 10}
    else:
        settings["CONN_MAX_AGE"] = env.int("CONN_MAX_AGE", default=60)
    return settings


DATABASES = {"default": database()}
DATABASE_WEB_ROLE = env.str("DATABASE_WEB_ROLE", default="inspires_web")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "kernel_cache"}}

# --- Language and time -----------------------------------------------------------------------------------------------
LANGUAGE_CODE = "en-gb"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/London"

# --- Accounts and sessions -------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "accounts.backends.Backend",
    "guardian.backends.ObjectPermissionBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "accounts.adapter.Adapter"
ACCOUNT_FORMS = {
    "login": "accounts.forms.LoginForm",
    "reset_password": "accounts.forms.ResetPasswordForm",
    "reset_password_from_key": "accounts.forms.ResetPasswordKeyForm",
    "change_password": "accounts.forms.ChangePasswordForm",
}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_SUBJECT_PREFIX = "Inspires casework: "
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_LOGIN_ON_PASSWORD_RESET = False
ACCOUNT_PREVENT_ENUMERATION = True
# An address without an account gets no mail: otherwise anybody could have us write to strangers.
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_RATE_LIMITS = {
    "login": "60/m/ip",
    "login_failed": "10/m/ip,5/5m/key",
    "reset_password": "20/m/ip,5/m/key",
    "reset_password_from_key": "20/m/ip",
    "change_password": "5/m/user",
    "reauthenticate": "10/m/user",
    "signup": "1/h/ip",
}
GUARDIAN_MONKEY_PATCH_USER = False
GUARDIAN_MONKEY_PATCH_GROUP = False
ANONYMOUS_USER_NAME = None
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_IDLE_SECONDS = env.int("SESSION_IDLE_SECONDS", default=15 * 60)
SESSION_ABSOLUTE_SECONDS = env.int("SESSION_ABSOLUTE_SECONDS", default=12 * 60 * 60)
SESSION_COOKIE_AGE = SESSION_ABSOLUTE_SECONDS
SESSION_EXPIRE_AT_BROWSER_CLOSE = True

# --- Security --------------------------------------------------------------------------------------------------------
# A site served over https gets __Host- cookies, HSTS and the redirect; the loopback demonstration is plain http.
HTTPS = env.bool("HTTPS", default=not DEMO)
SESSION_COOKIE_NAME = "__Host-inspires" if HTTPS else "inspires"
CSRF_COOKIE_NAME = "__Host-csrf" if HTTPS else "csrf"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if env.bool("BEHIND_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    # Rate limits and the log of sign-ins ask for the address before the one proxy, not for the proxy's.
    ALLAUTH_TRUSTED_PROXY_COUNT = 1
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "object-src": [NONE],
    }
}
PERMISSIONS_POLICY: dict[str, list[str]] = {
    feature: [] for feature in ("camera", "geolocation", "microphone", "payment", "usb", "browsing-topics")
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
# Above what any page takes: the handler below reads past what is too much and says so.
DATA_UPLOAD_MAX_NUMBER_FILES = 1000
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_HANDLERS = [
    "kernel.uploadhandler.LimitHandler",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
CSRF_FAILURE_VIEW = "cases.views.csrf_failure"

# --- Files -----------------------------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static" / "build", BASE_DIR / "static" / "img"]
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {
            "location": env.str("FILES_DIR", default=str(VAR_DIR / "files")),
            "file_permissions_mode": 0o600,
            "directory_permissions_mode": 0o700,
        },
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
# Where the trust's seal lies: certificates, the key, and what the key is encrypted with unless that stands here.
SEAL_DIR = env.str("SEAL_DIR", default=str(VAR_DIR / "seal"))
SEAL_PASSPHRASE = env.str("SEAL_PASSPHRASE", default="")

# Where ClamAV's clamd listens: unix:///run/clamav/clamd.ctl or tcp://host:3310. Unset: files are not scanned for viruses.
CLAMD_URL = env.str("CLAMD_URL", default="")
if CLAMD_URL and not CLAMD_URL.startswith(("unix:///", "tcp://")):
    raise ImproperlyConfigured("CLAMD_URL is unix:///run/clamav/clamd.ctl or tcp://host:3310.")

# --- Mail and jobs ---------------------------------------------------------------------------------------------------
SINK_PORT = env.int("SINK_PORT", default=env.int("PORT", default=8000) + 25)
EMAIL_URL = env.str("EMAIL_URL", default=f"smtp://127.0.0.1:{SINK_PORT}" if DEMO else "")
if not EMAIL_URL:
    raise ImproperlyConfigured("Set EMAIL_URL, for example smtp+tls://user:password@mail.example:587.")
vars().update(environ.Env.email_url_config(EMAIL_URL))
EMAIL_TIMEOUT = 20
# The worker alone imports the jobs (they load WeasyPrint); the web process queues them by name.
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = ""
PROCRASTINATE_IMPORT_PATHS = [
    "kernel.jobs",
    "accounts.jobs",
    "schools.jobs",
    "notices.jobs",
    "records.jobs",
    "cases.jobs",
    "socialmedia.jobs",
    "suspensions.jobs",
    "pupils.jobs",
    "socialmedia.jobs",
    "packs.jobs",
    "desk.jobs",
]
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="Inspires casework <casework@demo.example>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

# --- Logging: to standard error, never a name, an address or a typed text -----------------------------------------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "kernel.logs.QuietFormatter",
            "format": "%(asctime)s %(levelname)s %(name)s: %(message)s",
        }
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": env.str("LOG_LEVEL", default="INFO")},
    "loggers": {
        # Its lines quote what a job was given.
        "procrastinate": {"level": "WARNING"},
        "django.server": {"handlers": ["stderr"], "propagate": False},
    },
}
# The address is unique on Lower(email), which the check cannot see; allauth finds accounts by it.
SILENCED_SYSTEM_CHECKS = ["auth.W004"]
