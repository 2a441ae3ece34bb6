"""Questions to answer from memory."""
