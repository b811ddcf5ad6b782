"""Draw the picture of the README from the program itself: `python -m tests.tools.picture`."""

import asyncio
import os
import re
import socket
import tempfile
from datetime import UTC, date, datetime
from pathlib import Path
from unittest import mock

from models import base, demo
from models.reads import team
from tui import config, words
from tui.app import Inroad
from tui.config import Config

TARGET = Path("docs/board.svg")
TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)


async def draw() -> str:
    """The stance board of the first case, as SVG."""
    with tempfile.TemporaryDirectory() as folder, mock.patch.dict(os.environ, {"XDG_STATE_HOME": folder}):
        path = f"{folder}/inroad.db"
        words.use("zh_CN")
        base.open_database(path, create=True)
        demo.build("zh_CN", TODAY, NOW, "lihua")
        member = team.by_login("lihua")
        app = Inroad(Config(path, "zh_CN"), member.id if member else None, lambda: NOW, TODAY)
        async with app.run_test(size=(132, 34)) as pilot:
            for key in ("f", *"hbj", "enter", "S"):
                await pilot.press(key)
                await pilot.pause(0.5)
            picture = app.export_screenshot(title="inroad")
        app.store.close()
        base.close_database()
    return re.sub(r"@font-face \{.*?\}\n", "", picture, flags=re.S)


def main() -> None:
    """Write the picture."""
    host = mock.patch.object(socket, "gethostname", lambda: "sales01")
    with host, mock.patch.object(config, "user", lambda: "lihua"):
        TARGET.write_text(asyncio.run(draw()), "utf-8")


if __name__ == "__main__":
    main()
