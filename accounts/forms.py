"""Forms of people and organizations."""

from allauth.account.forms import SignupForm as BaseSignupForm


class SignupForm(BaseSignupForm):
    """Sign-up; the accounts room extends it by the organization."""
