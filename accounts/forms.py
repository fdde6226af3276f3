"""The forms of signing in and of passwords, in the words of this site."""

from typing import Any

from allauth.account import forms

MISSING = {
    "login": "Enter your e-mail address.",
    "email": "Enter your e-mail address.",
    "password": "Enter your password.",
    "oldpassword": "Enter the password you have now.",
    "password1": "Enter a new password.",
    "password2": "Enter the new password again.",
}


class SaidMixin:
    """Each empty field says what is missing: no two errors of a page read the same."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():  # type: ignore[attr-defined]
            if name in MISSING:
                field.error_messages["required"] = MISSING[name]


class LoginForm(SaidMixin, forms.LoginForm):  # type: ignore[misc]
    pass


class ResetPasswordForm(SaidMixin, forms.ResetPasswordForm):  # type: ignore[misc]
    pass


class ResetPasswordKeyForm(SaidMixin, forms.ResetPasswordKeyForm):  # type: ignore[misc]
    pass


class ChangePasswordForm(SaidMixin, forms.ChangePasswordForm):  # type: ignore[misc]
    pass
