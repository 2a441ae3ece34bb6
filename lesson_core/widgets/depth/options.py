"""What an author may say of a depth lab: the network that it starts with, and which tasks it sets."""

from dataclasses import dataclass

from lesson_core.deep_setup import DeepSetup
from lesson_core.records import field_names, option

from .state import TASKS, State, as_tasks


@dataclass(frozen=True)
class LabOptions(DeepSetup):
    """A network to start with, and the tasks."""

    tasks: tuple[str, ...] = option(
        TASKS, as_tasks, f"which tasks the reader gets, in this order, of {', '.join(TASKS)}; [] for none"
    )


def opened(options: LabOptions) -> State:
    """The lab before the reader has done anything."""
    setup = DeepSetup(**{name: getattr(options, name) for name in field_names(DeepSetup)})
    return State(setup, given=options.tasks)
