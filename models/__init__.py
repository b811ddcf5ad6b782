

import sys

if "peewee" not in sys.modules:
    # Peewee would load the driver of a server at once, a fifth of a second for nothing where a file is opened.
    sys.modules.setdefault("psycopg2", None)  # type: ignore[arg-type]
