"""What every widget's markup is made of: tags, numbers, formulas, lines of source."""
