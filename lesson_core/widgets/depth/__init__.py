"""The depth lab: gradients that the reader makes vanish, explode and recover."""
