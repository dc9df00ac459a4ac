"""What is wrong with pictures of sheets that came back from the copier."""

SCAN_SENTENCES: dict[str, str] = {
    "picture_unreadable": (
        "Die Datei {path} lässt sich nicht als Bild lesen. Bitte scannen Sie die Blätter noch"
        " einmal als PDF, TIFF, PNG oder JPEG."
    ),
    "picture_too_big": (
        "Die Bilder in {path} sind zu groß. Bitte scannen Sie mit 300 dpi in Graustufen."
    ),
    "too_many_pages": (
        "Die Datei {path} hat mehr als {limit} Seiten. Bitte teilen Sie den Stapel auf."
    ),
}
