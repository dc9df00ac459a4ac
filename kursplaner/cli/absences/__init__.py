"""An absence at the shell: reported, the calls about it, its plan changed."""
