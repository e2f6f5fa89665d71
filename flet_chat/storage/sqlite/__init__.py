"""What is particular to SQLite: connection, writer thread, migrations."""
