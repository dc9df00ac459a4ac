"""Front door of the shell: the same acts as in the window, without Qt."""
