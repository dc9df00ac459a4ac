"""Paper back in: pictures of sheets become codes, cells and what a pen has done to them.

It takes bytes of a picture and the measures that were kept with a printing
(`basics.layout.SheetLayout`), and answers with plain data. Nothing is guessed: what is not certain
is said to be doubtful. Which records stand behind a cell is known next door, in `desk/scans`.
"""
