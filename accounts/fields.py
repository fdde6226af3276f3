"""Which columns of accounts say something about somebody."""

from kernel.fields import classed

FIELDS = {
    "User": classed(
        personal="email name job_title last_login",
        operational="password is_superuser is_active is_system is_demo joined_at",
    ),
    "SignIn": classed(personal="user network_address", operational="outcome at"),
}
