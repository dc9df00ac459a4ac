"""Floor 3: files in and out: spreadsheets, the funder's workbook, iCalendar."""
