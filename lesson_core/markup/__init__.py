"""What every widget's markup is made of: tags, numbers, symbols, controls, drawings, formulas, lines of source."""
