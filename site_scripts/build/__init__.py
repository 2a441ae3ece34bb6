"""The whole build, and MkDocs' part in it."""
