"""The hidden fields that let what is typed into a form survive."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from accounts.models import User
from cases import keeping

register = template.Library()


@register.simple_tag
def keep_typed(user: User, key: str) -> SafeString:
    """The two hidden fields of a form that is kept: `{% keep_typed request.user draft_key %}`."""
    return format_html(
        '<input type="hidden" name="{}" value="{}"><input type="hidden" name="{}" value="{}">',
        keeping.KEY_FIELD,
        key,
        keeping.KEEPER,
        keeping.keeper(user, key),
    )
