"""When this fact, schedule that task."""
