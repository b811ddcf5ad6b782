"""The two threads that touch the database: one writes, one reads; the screen awaits them and never blocks."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import ParamSpec, TypeVar

from models import base, engine, faults

P = ParamSpec("P")
T = TypeVar("T")


class Store:
    """Runs reads on one thread and writes on another, each in the order they came."""

    def __init__(self) -> None:
        self._reader = ThreadPoolExecutor(1, "reader", initializer=base.reader)
        self._writer = ThreadPoolExecutor(1, "writer")

    async def read(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Await a question to the database; raises a Fault when it cannot be read."""
        return await asyncio.get_running_loop().run_in_executor(self._reader, partial(_told, work, *args, **kwargs))

    async def write(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Await a change of the database; raises a Fault when it cannot be written."""
        return await asyncio.get_running_loop().run_in_executor(self._writer, partial(_told, work, *args, **kwargs))

    def close(self) -> None:
        """Finish what is under way, and let both threads go."""
        for thread in (self._writer, self._reader):
            thread.shutdown(wait=True)


def _told(work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Do the work; an error of the engine becomes the fault that caused it."""
    try:
        return work(*args, **kwargs)
    except engine.ERRORS as error:
        raise faults.cause(error) from error
