"""The Python of the page: Pyodide, numpy, lesson_core and a snapshot."""
