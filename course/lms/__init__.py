"""What a learning management system hands out and takes back.

`canvas`, `moodle`, `blackboard` and `ilias` know how their system names files and
columns. `archive` reads class zips, `table` grade files, and `ledger` keeps what the
way back needs. `collect`, `export` and `give_back` are the commands. Nothing here looks
into a notebook.
"""
