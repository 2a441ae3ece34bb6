"""From an author's Markdown to HTML."""
