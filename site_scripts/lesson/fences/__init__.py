"""The lesson fences: what an author may write in each, and its HTML."""
