"""All German sentences: words for kinds, dates and counts, titles of acts, errors, conflicts."""
