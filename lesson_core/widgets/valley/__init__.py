"""The loss over one parameter, and the steps of gradient descent on it."""
