"""From values to markup. Pure functions: pictures do not compute, and what is computed elsewhere is only set here."""
