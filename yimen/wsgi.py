"""The entry for the page server (granian): `yimen.wsgi:application`."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yimen.settings")

application = get_wsgi_application()
