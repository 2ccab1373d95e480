"""What people and other programs see of the records: terminal, tables, dossier."""
