"""Columns for people: text measured as a terminal shows it, Chinese two cells wide."""
import unicodedata


def cells(text):
    """How many terminal cells the text takes."""
    return sum(0 if unicodedata.combining(char) else
               2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def padded(text, width):
    return text + " " * max(0, width - cells(text))


def cut(text, width):
    """The text, shortened with … when it takes more than `width` cells."""
    if cells(text) <= width:
        return text
    kept = ""
    for char in text:
        if cells(kept + char) > width - 1:
            break
        kept += char
    return kept + "…"


def table(rows, gap="  "):
    """Lines with every column as wide as its widest cell; no blanks at line ends."""
    rows = [[str(cell) for cell in row] for row in rows]
    widths = [max(cells(row[i]) for row in rows if i < len(row))
              for i in range(max(map(len, rows), default=0))]
    return [gap.join(padded(cell, widths[i]) for i, cell in enumerate(row)).rstrip()
            for row in rows]
