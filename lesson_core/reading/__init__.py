"""Numbers and words that a reader writes, read the way a teacher would."""
