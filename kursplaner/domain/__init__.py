"""The town in words: mapped classes and rules about one record."""
