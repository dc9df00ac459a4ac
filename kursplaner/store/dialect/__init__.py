"""What the store says in a database's own words: one implementation of `dialect` each.

A second database answers the questions of `dialect.Dialect`, is named in `known`, and opens its
towns in a way of its own: its engine begins what has the option WRITES so that no other act comes
between. Nothing above the store learns which one it is. Next door: `file` and `backups` know what
a town is as a file of SQLite; `journal` says in which text both keep a row.
"""
