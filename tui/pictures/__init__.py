"""Pictures of models.rules.pictures, drawn once for each place: terminal lines, SVG, rows; no Textual, no Rich."""
