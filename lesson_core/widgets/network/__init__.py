"""The live network: a network that the reader steps through, trains and changes."""
