"""Floor 3: decisions over several records; `propose` reads and plans, `apply` stores."""
