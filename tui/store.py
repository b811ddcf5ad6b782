"""The threads that touch the database: one writes, two read; the screen awaits them and never blocks."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import ParamSpec, TypeVar

from models import base, engine, faults

P = ParamSpec("P")
T = TypeVar("T")


class Store:
    """Runs reads on one thread, long ones on another, and writes on a third, each in the order they came."""

    def __init__(self) -> None:
        self._reader = ThreadPoolExecutor(1, "reader", initializer=base.reader)
        self._aside = ThreadPoolExecutor(1, "aside", initializer=self._step_aside)
        self._writer = ThreadPoolExecutor(1, "writer")
        self._handle: int | None = None

    def _step_aside(self) -> None:
        self._handle = base.reader()

    async def read(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Await a question to the database; raises a Fault when it cannot be read."""
        return await asyncio.get_running_loop().run_in_executor(self._reader, partial(_told, work, *args, **kwargs))

    async def aside(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Await a question that may take long while others are answered; it is called off when nobody awaits it."""
        future = self._aside.submit(partial(_told, work, *args, **kwargs))
        try:
            return await asyncio.wrap_future(future)
        except asyncio.CancelledError:
            if future.running():
                self._call_off()
            raise

    async def write(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Await a change of the database; raises a Fault when it cannot be written."""
        return await asyncio.get_running_loop().run_in_executor(self._writer, partial(_told, work, *args, **kwargs))

    def close(self) -> None:
        """Finish what is under way, and let all threads go."""
        self._aside.shutdown(wait=False, cancel_futures=True)
        self._call_off()
        for thread in (self._writer, self._reader, self._aside):
            thread.shutdown(wait=True)

    def _call_off(self) -> None:
        if self._handle is not None:
            base.interrupt(self._handle)


def _told(work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Do the work; an error of the engine becomes the fault that caused it."""
    try:
        return work(*args, **kwargs)
    except engine.ERRORS as error:
        raise faults.cause(error) from error
