"""What monitoring asks: can this site do its work now?"""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.views.decorators.http import require_safe

from desk.selectors.health import checks


@require_safe
@login_not_required
def readyz(request):
    """200 when everything the site needs is there, else 503; a line for each."""
    found = checks()
    lines = "".join(f"{check.name}: {check.words}\n" for check in found)
    return HttpResponse(lines, content_type="text/plain", status=200 if all(c.is_well for c in found) else 503)
