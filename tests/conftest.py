"""Settings of all tests."""

from hypothesis import settings

# No deadline: a slow machine is no fault of the code.
settings.register_profile("bieumau", deadline=None)
settings.load_profile("bieumau")
