"""The site on this machine, for people who edit it and for tests."""
